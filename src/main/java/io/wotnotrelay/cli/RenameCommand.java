package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.wotnotrelay.config.OneLine;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "rename",
        description = "Moves a destination that has no file any more to a new name, with all it remembers.",
        footer = {
            "1. Take the file out of the routes folder: the destination is missing.",
            "2. bin/relay destinations rename OLD NEW",
            "3. Write wotnot:NEW in the file, bring it back: it goes on where it was."
        })
final class RenameCommand implements Callable<Integer> {
    @Mixin
    private NamedDestination destination;

    @Parameters(paramLabel = "NEW", index = "1", description = "Its new name: small letters, digits, hyphens.")
    private String name;

    @Override
    public Integer call() {
        destination
                .client()
                .post(
                        destination.path() + "/rename",
                        JsonNodeFactory.instance.objectNode().put("name", name));
        return destination.say("%s is " + OneLine.of(name).replace("%", "%%") + " now.");
    }
}
