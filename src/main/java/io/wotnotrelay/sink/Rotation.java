package io.wotnotrelay.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * When a file is put aside and a new one begun, and what the old one is called: {@code name.1.jsonl},
 * {@code name.2.jsonl} … by size, {@code name-2026-11-22.jsonl} by day. The day is that of the file's last line, in UTC.
 * A file once put aside is never written or renamed again.
 *
 * @param when by what
 * @param bytes the most a file holds, for {@link When#SIZE}; a single run of lines may exceed it
 * @param keep how many old files stay, 0 for all
 */
record Rotation(When when, long bytes, int keep) {
    /** By what a file is put aside. */
    enum When {
        NONE,
        DAY,
        SIZE
    }

    /** Of the parameters {@code rotate}, {@code rotateSize} and {@code keep}. */
    static Rotation of(Parameters parameters) {
        return new Rotation(when(parameters), parameters.size("rotateSize", "100MB"), parameters.number("keep", 0));
    }

    private static When when(Parameters parameters) {
        String when = parameters.text("rotate", "none").trim();
        for (When known : When.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(when)) {
                return known;
            }
        }
        throw parameters.wrong("rotate", "is \"" + when + "\"; it can be none, day or size");
    }

    /** Whether the file must be put aside before so many more bytes are written now. */
    boolean due(BasicFileAttributes file, int more) {
        if (!file.isRegularFile() || file.size() == 0) {
            return false;
        }
        return switch (when) {
            case NONE -> false;
            case DAY -> !day(file).equals(day(Instant.now()));
            case SIZE -> file.size() + more > bytes;
        };
    }

    /** Puts the file aside under the next free name, then deletes the oldest ones beyond {@link #keep}. */
    void putAside(Path file) throws IOException {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        String stem = name.substring(0, dot);
        String extension = name.substring(dot);
        if (when == When.DAY) {
            stem += "-" + day(Files.readAttributes(file, BasicFileAttributes.class));
        }
        List<Old> taken =
                old(file, Pattern.quote(stem) + "(?<day>)(?:\\.(?<number>\\d{1,9}))?" + Pattern.quote(extension));
        long next = taken.isEmpty() ? 0 : taken.get(taken.size() - 1).number() + 1;
        boolean numbered = when == When.SIZE || next > 0;
        Files.move(file, file.resolveSibling(stem + (numbered ? "." + Math.max(1, next) : "") + extension));
        prune(file, name.substring(0, dot), extension);
    }

    /** The file that was put aside last; null where there is none. */
    Path last(Path file) throws IOException {
        if (when == When.NONE) {
            return null;
        }
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        List<Old> aside = old(file, names(name.substring(0, dot), name.substring(dot)));
        return aside.isEmpty() ? null : aside.get(aside.size() - 1).path();
    }

    /** What those put aside are called. */
    private String names(String stem, String extension) {
        String day = when == When.DAY
                ? "-(?<day>\\d{4}-\\d\\d-\\d\\d)(?:\\.(?<number>\\d{1,9}))?"
                : "(?<day>)\\.(?<number>\\d{1,9})";
        return Pattern.quote(stem) + day + Pattern.quote(extension);
    }

    private void prune(Path file, String stem, String extension) throws IOException {
        if (keep == 0) {
            return;
        }
        List<Old> old = old(file, names(stem, extension));
        for (Old one : old.subList(0, Math.max(0, old.size() - keep))) {
            Files.deleteIfExists(one.path());
        }
    }

    private record Old(Path path, String day, long number) {}

    /** Files beside this one of such names, without itself, the oldest first. */
    private static List<Old> old(Path file, String pattern) throws IOException {
        Pattern names = Pattern.compile(pattern);
        try (Stream<Path> beside = Files.list(file.getParent())) {
            return beside.filter(path -> !path.equals(file))
                    .map(path -> {
                        Matcher name = names.matcher(path.getFileName().toString());
                        return name.matches() ? new Old(path, name.group("day"), number(name)) : null;
                    })
                    .filter(java.util.Objects::nonNull)
                    .sorted(Comparator.comparing(Old::day).thenComparing(Old::number))
                    .toList();
        }
    }

    private static long number(Matcher name) {
        return name.group("number") == null ? 0 : Long.parseLong(name.group("number"));
    }

    private static LocalDate day(BasicFileAttributes file) {
        return day(file.lastModifiedTime().toInstant());
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
