package io.wotnotrelay.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "body",
        description = "Writes the kept body of a refused request to a file, to be mended and sent with send --file.")
final class ReceiptsBodyCommand implements Callable<Integer> {
    @Mixin
    private ApiTarget api;

    @Parameters(paramLabel = "ID", description = "The receipt's id: rcp_ and 16 digits.")
    private String id;

    @Option(
            names = {"--output", "-o"},
            paramLabel = "FILE",
            required = true,
            description = "The file to write; one that is there already is left alone.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        byte[] body = api.client(spec).bytes("/receipts/" + ApiClient.part(id) + "/body");
        try {
            Files.write(file, body, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new Stop(file + " is there already. Name another file with --output.", e);
        } catch (IOException e) {
            throw new Stop(file + " cannot be written: " + e.getMessage() + ".", e);
        }
        spec.commandLine().getOut().println(body.length + " bytes are in " + file + ".");
        spec.commandLine().getOut().flush();
        return 0;
    }
}
