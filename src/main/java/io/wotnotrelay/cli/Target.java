package io.wotnotrelay.cli;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.Settings.TokenPlace;
import io.wotnotrelay.config.TokenFiles;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
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

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description =
                    "PEM file of a certificate to trust; the settings' own (relay.webhook.tls.certificate) when left out.")
    private Path trust;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    WebhookClient client(Cli cli) {
        if (url != null && token != null) {
            return new WebhookClient(
                    address(url), token, place == null ? TokenPlace.AUTHORIZATION : place, trust(null));
        }
        Settings.Webhook webhook = cli.settings(TokenFiles.reading()).webhook();
        return new WebhookClient(
                url != null ? address(url) : address(webhook),
                token != null ? token : known(webhook.token()),
                place != null ? place : webhook.tokenIn().get(0),
                trust(webhook.tls()));
    }

    /** The local relay is believed by the very certificate it is told to show; at another address that file may well not be there. */
    private SSLContext trust(Settings.Tls tls) {
        if (trust != null) {
            return Trust.alsoIn(trust);
        }
        boolean known = tls != null && (url == null || Files.isReadable(tls.certificate()));
        return known ? Trust.alsoIn(tls.certificate()) : Trust.standard();
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
        return URI.create(webhook.scheme() + "://" + quoted + ":" + webhook.port() + webhook.path());
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
