package io.wotnotrelay.destination.yaml;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people who are new to YAML most likely meant where it cannot be read. */
final class YamlHints {
    private static final Pattern BRACES = Pattern.compile("(?m)^[^#\"'\\n]*?[:-] +(\\{\\{)");

    private YamlHints() {}

    static YamlMistake mistake(String text, Place place, String problem) {
        Matcher braces = BRACES.matcher(text);
        if (place.line() == 0 && braces.find()) {
            return new YamlMistake(
                    at(text, braces.start(1)),
                    "In YAML a { begins a map; put a value that begins with {{ into quotes: \"{{…}}\".");
        }
        if (problem.contains("unexpected end of stream")) {
            return new YamlMistake(
                    place, "A quote that is opened somewhere above is never closed; close it, on its own line.");
        }
        if (problem.contains("aliases")) {
            return new YamlMistake(place, "Its aliases (* and &) make it too large; write out what is needed.");
        }
        if (problem.contains("special characters")) {
            return new YamlMistake(
                    place, "It holds a character that no text has, such as U+0000; write the file anew.");
        }
        String plain = problem.replaceAll("\\s*\\(10\\)$", "").replaceAll("\\.+$", "");
        return new YamlMistake(place, "This is not YAML: " + plain + "." + hint(text, place));
    }

    private static String hint(String text, Place place) {
        List<String> lines = text.lines().toList();
        if (place.line() < 1 || place.line() > lines.size()) {
            return "";
        }
        String line = lines.get(place.line() - 1);
        if (line.startsWith("\t") || line.stripLeading().isEmpty() && line.contains("\t")) {
            return " Indent with blanks, never with tabs.";
        }
        if (line.matches("[\\s-]*[A-Za-z][\\w-]*: +[\\[{]\\s*[\"\\[{].*")) {
            return " A text that begins with " + (line.matches("[^\\[]*\\{.*") ? "{" : "[")
                    + " is something else to YAML: put all of it into single quotes, or below a |.";
        }
        if (line.matches(".*: +\\*[\\s,}].*|.*: +\\*\\s*")) {
            return " A lone * means something else in YAML; write all.";
        }
        if (line.matches(".*: .*: .*")) {
            return " Put a text with a colon in it into quotes.";
        }
        if (line.matches(".*:\\s*")) {
            return " Look at how far this line and the one above are indented, and for a colon too many.";
        }
        return "";
    }

    private static Place at(String text, int offset) {
        String before = text.substring(0, offset);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Place(line, offset - before.lastIndexOf('\n'));
    }
}
