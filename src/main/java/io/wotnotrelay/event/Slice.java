package io.wotnotrelay.event;

import java.util.function.UnaryOperator;

/** A stretch of minified JSON: one value. */
record Slice(String text, int from, int to) {
    /** The JSON of this value. */
    static Slice of(Object value) {
        StringBuilder json = new StringBuilder();
        JsonText.append(json, value);
        return new Slice(json.toString(), 0, json.length());
    }

    /** Appends it, with every string value replaced where there is a function. */
    void append(StringBuilder out, UnaryOperator<String> function) {
        if (function == null) {
            out.append(text, from, to);
        } else {
            JsonText.mapTexts(out, toString(), function);
        }
    }

    @Override
    public String toString() {
        return text.substring(from, to);
    }
}
