package io.wotnotrelay.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "forget",
        description = "Forgets a destination that has no file any more: its cursor, dead letters and outcomes.")
final class ForgetCommand implements Callable<Integer> {
    @Mixin
    private NamedDestination destination;

    @Override
    public Integer call() {
        destination.client().delete(destination.path());
        return destination.say("%s is forgotten.");
    }
}
