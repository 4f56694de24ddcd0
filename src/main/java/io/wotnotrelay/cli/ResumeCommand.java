package io.wotnotrelay.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "resume", description = "Lets a paused destination go on where it stopped.")
final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private NamedDestination destination;

    @Override
    public Integer call() {
        destination.client().post(destination.path() + "/resume", null);
        return destination.say("%s goes on.");
    }
}
