package io.wotnotrelay.cli;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.Settings.TokenPlace;
import io.wotnotrelay.config.TokenFiles;
import java.net.URI;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where to send to, and with which token. */
final class Target {
    @Option(names = "--url", paramLabel = "URL", description = "The webhook's address; this machine's when left out.")
    private String url;

    @Option(names = "--token", paramLabel = "TOKEN", description = "The token; the settings' own when left out.")
    private String token;

    @Option(
            names = "--token-in",
            paramLabel = "PLACE",
            description = "Where the token goes: ${COMPLETION-CANDIDATES}; one the settings accept when left out.")
    private TokenPlace place;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    WebhookClient client(Cli cli) {
        if (url != null && token != null) {
            return new WebhookClient(address(url), token, place == null ? TokenPlace.AUTHORIZATION : place);
        }
        Settings.Webhook webhook = cli.settings(TokenFiles.reading()).webhook();
        return new WebhookClient(
                url != null ? address(url) : address(webhook),
                token != null ? token : known(webhook.token()),
                place != null ? place : webhook.tokenIn().get(0));
    }

    private static String known(String token) {
        if (token == null) {
            throw new Stop("There is no token yet. Start the relay once (bin/relay run), or give one with --token.");
        }
        return token;
    }

    private static URI address(Settings.Webhook webhook) {
        if (webhook.port() == 0) {
            throw new Stop(
                    "relay.webhook.port is 0, a port found at the start. Give the webhook's address with --url.");
        }
        String host = switch (webhook.host()) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "::1";
            default -> webhook.host();
        };
        String quoted = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + quoted + ":" + webhook.port() + webhook.path());
    }

    private URI address(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new ParameterException(
                spec.commandLine(), "--url must be a whole address, such as http://127.0.0.1:8080/webhook.");
    }
}
