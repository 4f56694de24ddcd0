package io.wotnotrelay.destination;

import io.wotnotrelay.destination.kamelet.KameletDefinitions.Definition;
import io.wotnotrelay.destination.kamelet.KameletDefinitions.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes a destination file for a person who has never seen one: what it gives, and as comments what else it could. */
final class DestinationText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/_][A-Za-z0-9/_.@+-]*( [A-Za-z0-9/_.@+-]+)*");
    private static final Pattern SPECIAL =
            Pattern.compile("(?i)true|false|null|yes|no|on|off|~|[-+.]?[0-9][0-9_.:eExXa-f+-]*");
    /** Lines that mean in a block what they are: none empty, none with a blank at an end. */
    private static final Pattern LINES = Pattern.compile("[!-~]([ -~]*[!-~])?(\\n[!-~]([ -~]*[!-~])?)*");

    private static final String INDENT = " ".repeat(14);
    private static final int WIDTH = 100;

    private final Definition sink;
    private final Map<String, String> values;

    DestinationText(Definition sink, Map<String, String> values) {
        this.sink = sink;
        this.values = values;
    }

    String of(String name, String events) {
        StringBuilder out = new StringBuilder();
        comment(out, "", sink.title() + ": " + sink.description());
        comment(out, "", "bin/relay check says whether this file can run; bin/relay test " + name + " tries it.");
        out.append("""
                - route:
                    from:
                      # The relay remembers under this name what has been delivered, whatever the file is called.
                      uri: wotnot:%s
                      parameters:
                        # Which events, with commas between: message.form.response, note, or all.
                        events: %s
                      steps:
                        - to:
                            uri: kamelet:%s
                """.formatted(name, scalar(events), sink.name()));
        if (!values.isEmpty()) {
            out.append("            parameters:\n");
            values.forEach((property, value) -> given(out, property, value));
        }
        optional(out);
        return out.toString();
    }

    private void given(StringBuilder out, String property, String value) {
        Parameter parameter = sink.parameters().get(property);
        comment(out, INDENT, first(parameter.description()));
        out.append((property + ": " + scalar(value, parameter.type())).indent(INDENT.length()));
    }

    private void optional(StringBuilder out) {
        List<String> lines = new ArrayList<>();
        sink.parameters().forEach((property, parameter) -> {
            if (!values.containsKey(property) && parameter.example() != null) {
                lines.add(property);
            }
        });
        if (lines.isEmpty()) {
            return;
        }
        if (values.isEmpty()) {
            out.append("            # parameters:\n");
        }
        out.append('\n');
        comment(out, INDENT, "What else there is; take the # away to use it:");
        for (String property : lines) {
            Parameter parameter = sink.parameters().get(property);
            comment(out, INDENT, first(parameter.description()));
            String line = property + ": " + scalar(parameter.example(), parameter.type());
            line.lines()
                    .forEach(one -> out.append(INDENT).append("# ").append(one).append('\n'));
        }
    }

    /** The first sentence. */
    private static String first(String text) {
        return text.replaceFirst("(?<=[.!?])\\s+[A-Z`].*", "");
    }

    private static void comment(StringBuilder out, String indent, String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && indent.length() + 3 + line.length() + word.length() > WIDTH) {
                out.append(indent).append("# ").append(line).append('\n');
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        if (line.length() > 0) {
            out.append(indent).append("# ").append(line).append('\n');
        }
    }

    /** As YAML; numbers and truth values as such, and several lines below each other. */
    private static String scalar(String value, String type) {
        boolean bare = type.equals("boolean") && value.matches("true|false")
                || type.matches("integer|number") && value.matches("[0-9]{1,9}");
        if (bare) {
            return value;
        }
        return value.contains("\n") && LINES.matcher(value).matches()
                ? "|-\n" + value.indent(2).stripTrailing()
                : scalar(value);
    }

    /** As YAML on one line: plain where nothing can go wrong, else in double quotes. */
    static String scalar(String value) {
        if (PLAIN.matcher(value).matches() && !SPECIAL.matcher(value).matches()) {
            return value;
        }
        StringBuilder out = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                        out.append("\\u%04x".formatted(c));
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        return out.append('"').toString();
    }
}
