package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.wotnotrelay.config.OneLine;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "show", description = "Prints one event as routes see it, as JSON.")
final class EventsShowCommand implements Callable<Integer> {
    @Mixin
    private ApiTarget api;

    @Parameters(paramLabel = "ID", description = "The event's id: evt_ and 32 digits.")
    private String id;

    @Option(names = "--raw", description = "The item as WotNot sent it, instead.")
    private boolean raw;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode event = api.client(spec).get("/events/" + ApiClient.part(id));
        PrintWriter out = spec.commandLine().getOut();
        String text = raw ? event.path("raw").asText() : event.path("event").toPrettyString();
        text.lines().map(OneLine::of).forEach(out::println);
        out.flush();
        return 0;
    }
}
