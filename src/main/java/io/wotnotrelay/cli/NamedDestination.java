package io.wotnotrelay.cli;

import io.wotnotrelay.config.OneLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command about one destination. */
final class NamedDestination {
    @Mixin
    private ApiTarget api;

    @Parameters(paramLabel = "NAME", index = "0", description = "The destination's name.")
    private String name;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    ApiClient client() {
        return api.client(spec);
    }

    String path() {
        return "/destinations/" + ApiClient.part(name);
    }

    /** Says what was done; {@code %s} is the name. */
    int say(String sentence) {
        spec.commandLine().getOut().println(sentence.formatted(OneLine.of(name, 100)));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
