package io.wotnotrelay.cli.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fetches libraries with Maven, and keeps of what they need only what is not there: of a library that the relay has in
 * another version the relay's own counts, since its jars come first.
 *
 * @param maven how Maven is called; empty where there is none
 * @param there the names of the jars on the class path, those of {@code plugins} among them
 * @param plugins where jars are put
 */
public record Fetching(String maven, List<String> there, Path plugins) {
    private static final String ERROR = "[ERROR] ";

    /**
     * Puts these, and what they need, into the folder.
     *
     * @return the jars that were added, by name
     * @throws FetchException where Maven is missing, or cannot get them; then nothing was added
     */
    public List<Path> fetch(List<Component> wanted) {
        if (maven == null || maven.isBlank()) {
            throw new FetchException(
                    "Maven 3.8 or later is needed to fetch " + names(wanted) + ". Install it, or put the jars into "
                            + plugins + " yourself.",
                    null);
        }
        try {
            Path folder = Files.createTempDirectory("relay-add");
            try {
                Files.writeString(folder.resolve("pom.xml"), Pom.of(wanted));
                run(folder, wanted);
                return take(folder.resolve("jars"));
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new FetchException("The jars cannot be put into " + plugins + ": " + e.getMessage(), e);
        }
    }

    private void run(Path folder, List<Component> wanted) throws IOException {
        Path said = folder.resolve("maven.log");
        Process process = new ProcessBuilder(maven, "-B", "-q", "-ntp", "-f", "pom.xml", "package")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new FetchException("Maven could not fetch " + names(wanted) + ": " + error(said), null);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new FetchException("Interrupted: nothing was added.", e);
        }
    }

    /** The first thing Maven says is wrong; what follows is how to read it. */
    private static String error(Path said) throws IOException {
        return Files.readAllLines(said, StandardCharsets.UTF_8).stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .filter(line -> line.startsWith(ERROR) && line.length() > ERROR.length())
                .map(line -> line.substring(ERROR.length()).replaceFirst("^.*: Could not resolve", "Could not resolve"))
                .findFirst()
                .orElse("it does not say why.");
    }

    private List<Path> take(Path fetched) throws IOException {
        Set<String> known = there.stream().map(Fetching::library).collect(Collectors.toSet());
        List<Path> added = new ArrayList<>();
        for (Path jar : list(fetched)) {
            if (!known.contains(library(jar.getFileName().toString()))) {
                added.add(put(jar));
            }
        }
        return added;
    }

    private Path put(Path jar) throws IOException {
        Path place = plugins.resolve(jar.getFileName().toString());
        try {
            return Files.copy(jar, place);
        } catch (FileAlreadyExistsException e) {
            return place;
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** A jar's name without its version. */
    private static String library(String jar) {
        return jar.replaceFirst("-\\d.*|\\.jar$", "");
    }

    private static String names(List<Component> wanted) {
        return wanted.stream().map(Component::toString).collect(Collectors.joining(", "));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
