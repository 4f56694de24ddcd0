package io.wotnotrelay.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "pause",
        description = "Stops delivering to a destination until it is resumed, also over a restart. Its events wait.")
final class PauseCommand implements Callable<Integer> {
    @Mixin
    private NamedDestination destination;

    @Override
    public Integer call() {
        destination.client().post(destination.path() + "/pause", null);
        return destination.say("%1$s is paused. bin/relay resume %1$s lets it go on.");
    }
}
