package io.wotnotrelay.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.config.Nearest;
import io.wotnotrelay.config.Units;
import io.wotnotrelay.lane.LaneOptions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The body that asks for a job, each field told what is wrong with it. */
final class JobBody {
    private static final int MOST_IDS = 1_000;
    private static final int LONGEST = 500;
    private static final Pattern RATE = Pattern.compile("([0-9]{1,7})/(.{1,20})");

    private final ObjectNode body;

    /** @throws Refusal when it is no JSON object, or has other members than these */
    JobBody(byte[] body, List<String> known, String shape) {
        this.body = Json.read(body, ObjectNode.class, shape);
        this.body.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw Refusal.wrong("There is no such member here. Did you mean " + Nearest.of(name, known)
                        + "? There are: " + String.join(", ", known) + ".");
            }
        });
    }

    /** As it was asked, without what means nothing. */
    String asked() {
        ObjectNode asked = body.deepCopy();
        asked.remove("dryRun");
        return asked.toString();
    }

    /** Null when it is not given. */
    String text(String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        String text = value.asText();
        if (!value.isTextual() || text.isBlank() || text.length() > LONGEST) {
            throw Refusal.wrong("The member " + name + " must be a text of 1 to " + LONGEST + " characters.");
        }
        return text;
    }

    boolean flag(String name) {
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw Refusal.wrong("The member " + name + " must be true or false.");
        }
        return value.asBoolean();
    }

    /** Empty when they are not given. */
    List<String> ids(String name) {
        JsonNode value = body.path(name);
        List<String> ids = new ArrayList<>();
        if (value.isMissingNode()) {
            return ids;
        }
        value.forEach(id -> ids.add(id.isTextual() ? id.asText() : ""));
        if (!value.isArray() || ids.isEmpty() || ids.size() > MOST_IDS || ids.contains("")) {
            throw Refusal.wrong("The member " + name + " must be a list of 1 to " + MOST_IDS + " ids of events.");
        }
        return ids;
    }

    /** One of these words, in lower case; null when it is not given. */
    <E extends Enum<E>> E word(String name, Class<E> type) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        List<String> words = new ArrayList<>();
        for (E value : type.getEnumConstants()) {
            words.add(Query.word(value));
        }
        if (!words.contains(text)) {
            throw Refusal.wrong("The member " + name + " must be one of " + String.join(", ", words) + ". Did you mean "
                    + Nearest.of(text, words) + "?");
        }
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }

    /** Epoch milliseconds; null when it is not given. */
    Long time(String name, String orElse) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw Refusal.wrong("The member " + name + " must be a time such as 2026-01-31T09:30:00Z" + orElse + ".");
        }
    }

    /** Null when it is not given. */
    LaneOptions.Rate rate(String name) {
        String text = text(name);
        Matcher rate = RATE.matcher(text == null ? "" : text.strip());
        if (text != null && rate.matches()) {
            int runs = Integer.parseInt(rate.group(1));
            Duration per = duration(rate.group(2));
            if (runs > 0 && per != null && per.toMillis() > 0) {
                return new LaneOptions.Rate(runs, per);
            }
        }
        if (text != null) {
            throw Refusal.wrong("The member " + name + " must be so many in a time, such as 60/1m.");
        }
        return null;
    }

    private static Duration duration(String text) {
        try {
            return Units.duration(text);
        } catch (RuntimeException e) {
            return null;
        }
    }
}
