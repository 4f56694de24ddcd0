package io.wotnotrelay.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The code blocks of the project's pages. */
public final class Blocks {
    private static final Pattern FENCED = Pattern.compile("(?ms)^( *)```(\\w*)\\n(.*?)^ *```");

    private Blocks() {}

    /**
     * One of them.
     *
     * @param line of its first line, from 1
     * @param language as it stands behind the fence; empty for none
     */
    public record Block(Path page, int line, String language, String text) {
        public boolean yaml() {
            return language.equals("yaml") || language.equals("yml");
        }

        /** Whether it is a route of this relay. */
        public boolean route() {
            return Pattern.compile("uri: *[\"']?wotnot:").matcher(text).find();
        }

        @Override
        public String toString() {
            return page + ":" + line;
        }
    }

    /** Every page people read: those beside the pom, and all in docs, routes and plugins. */
    public static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(Path.of("."));
                Stream<Path> docs = Files.walk(Path.of("docs"));
                Stream<Path> routes = Files.walk(Path.of("routes"));
                Stream<Path> plugins = Files.walk(Path.of("plugins"))) {
            return Stream.of(top, docs, routes, plugins)
                    .flatMap(files -> files)
                    .map(Path::normalize)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** Those of all pages. */
    public static List<Block> all() throws IOException {
        return pages().stream().flatMap(page -> of(page).stream()).toList();
    }

    /** Those of a page, in their order. */
    public static List<Block> of(Path page) {
        try {
            String text = Files.readString(page);
            return FENCED.matcher(text)
                    .results()
                    .map(found -> block(page, text, found))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Block block(Path page, String text, MatchResult found) {
        int line = 2
                + (int) text.substring(0, found.start())
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return new Block(
                page,
                line,
                found.group(2),
                found.group(3).indent(-found.group(1).length()));
    }
}
