package io.wotnotrelay.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A properties file (UTF-8) with the line of each entry, which {@link Properties} does not tell. */
final class PropertiesFile {
    /**
     * One entry.
     *
     * @param line where it starts, from 1
     */
    record Entry(int line, String key, String value) {}

    private PropertiesFile() {}

    /** The entries in their order; mistakes go to {@code problems}. */
    static List<Entry> read(Path file, List<String> problems) {
        try {
            return entries(file, Files.readString(file), problems);
        } catch (NoSuchFileException e) {
            problems.add("There is no file " + file + ". Name another one with --config.");
        } catch (MalformedInputException e) {
            problems.add(file + " is not written in UTF-8. Save it as UTF-8.");
        } catch (IOException e) {
            problems.add(file + " cannot be read (" + e.getMessage() + "). Let the relay's user read it.");
        }
        return List.of();
    }

    private static List<Entry> entries(Path file, String text, List<String> problems) {
        List<Entry> entries = new ArrayList<>();
        // An editor on Windows may have put a byte order mark in front of the first key.
        String[] lines = (text.startsWith("\ufeff") ? text.substring(1) : text).split("\r\n|\r|\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int first = i;
            StringBuilder logical = new StringBuilder(lines[i]);
            while (!comment(lines[first]) && continues(lines[i]) && i + 1 < lines.length) {
                logical.append('\n').append(lines[++i]);
            }
            add(file, first + 1, logical.toString(), entries, problems);
        }
        return entries;
    }

    private static void add(Path file, int line, String logical, List<Entry> entries, List<String> problems) {
        Properties one = new Properties();
        try {
            one.load(new StringReader(logical));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(file.getFileName() + ":" + line + ": \\u must be followed by four hexadecimal digits."
                    + " Write a backslash that means itself twice.");
        }
        one.stringPropertyNames().forEach(key -> entries.add(new Entry(line, key, one.getProperty(key))));
    }

    private static boolean comment(String line) {
        String start = line.stripLeading();
        return start.startsWith("#") || start.startsWith("!");
    }

    private static boolean continues(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
