package io.wotnotrelay.cli;

import io.wotnotrelay.app.RunningRelay;
import io.wotnotrelay.config.Settings;
import java.util.ArrayList;
import java.util.List;

/** What {@code run} says once everything is up. */
final class Welcome {
    private Welcome() {}

    static String text(Settings settings, RunningRelay relay, boolean tokenIsNew) {
        List<String> lines = new ArrayList<>();
        lines.add("WotNot Relay " + Version.number() + " is running. Stop it with Ctrl-C.");
        lines.add(line("Webhook", relay.webhook() + listening(settings)));
        lines.add(line("In WotNot", inWotNot(settings)));
        lines.add(line(
                "Token",
                tokenIsNew
                        ? settings.webhook().token() + "  (new; bin/relay token shows it again)"
                        : "bin/relay token shows it"));
        lines.add(line("API", relay.console() + "  (bin/relay token --console shows its token)"));
        lines.add(line("Folders", "destinations in " + settings.routes() + ", data in " + settings.data()));
        lines.addAll(destinations(settings, relay));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static String listening(Settings settings) {
        String host = settings.webhook().host();
        return host.equals("0.0.0.0") || host.equals("::") ? "  (on every address of this machine)" : "";
    }

    private static String inWotNot(Settings settings) {
        String url = settings.webhook().publicUrl();
        return url != null
                ? "paste " + url
                : "paste the address this webhook has on the internet; set relay.webhook.public-url to see it here";
    }

    private static List<String> destinations(Settings settings, RunningRelay relay) {
        List<String> names = relay.destinations();
        if (names.isEmpty()) {
            return List.of(line("Destinations", "none yet: put a *.camel.yaml into " + settings.routes()));
        }
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            lines.add(line(lines.isEmpty() ? "Destinations" : "", name));
        }
        return lines;
    }

    private static String line(String label, String text) {
        return "  %-13s %s".formatted(label, text);
    }
}
