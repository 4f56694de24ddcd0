package io.wotnotrelay.cli;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.TokenFiles;
import java.net.URI;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which relay's API to speak to, and with which token. */
final class ApiTarget {
    @Option(names = "--api", paramLabel = "URL", description = "The relay's API; this machine's when left out.")
    private String url;

    @Option(
            names = "--api-token",
            paramLabel = "TOKEN",
            description = "Its token; the settings' own, or the one in the data folder, when left out.")
    private String token;

    /** @param spec of the command: a mixin within a mixin is not told it */
    ApiClient client(CommandSpec spec) {
        if (url != null && token != null) {
            return new ApiClient(address(url, spec), token);
        }
        Cli cli = (Cli) spec.root().userObject();
        Settings.Console console = cli.settings(TokenFiles.reading()).console();
        return new ApiClient(
                url != null ? address(url, spec) : address(console), token != null ? token : known(console.token()));
    }

    private static String known(String token) {
        if (token == null) {
            throw new Stop("There is no token of the API yet. Start the relay once (bin/relay run), or give one with"
                    + " --api-token.");
        }
        return token;
    }

    private static URI address(Settings.Console console) {
        if (console.port() == 0) {
            throw new Stop("relay.console.port is 0, a port found at the start. Give the API's address with --api.");
        }
        String host = switch (console.host()) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "::1";
            default -> console.host();
        };
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + console.port());
    }

    private static URI address(String text, CommandSpec spec) {
        try {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new ParameterException(
                spec.commandLine(), "--api must be a whole address, such as http://127.0.0.1:8081.");
    }
}
