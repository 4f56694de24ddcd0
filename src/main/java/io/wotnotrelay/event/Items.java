package io.wotnotrelay.event;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.UnaryOperator;

/** A JSON array as an immutable list that knows the text it came from. */
final class Items extends AbstractList<Object> implements RandomAccess, JsonRaw {
    private final List<Object> values;
    private final Slice json;
    private final UnaryOperator<String> function;

    Items(List<Object> values, Slice json) {
        this(values, json, null);
    }

    private Items(List<Object> values, Slice json, UnaryOperator<String> function) {
        this.values = values;
        this.json = json;
        this.function = function;
    }

    @Override
    public Object get(int index) {
        return Fields.mapped(values.get(index), function);
    }

    @Override
    public int size() {
        return values.size();
    }

    Items mapText(UnaryOperator<String> next) {
        return new Items(values, json, Fields.chain(function, next));
    }

    @Override
    public String json() {
        StringBuilder out = new StringBuilder();
        appendJson(out);
        return out.toString();
    }

    void appendJson(StringBuilder out) {
        json.append(out, function);
    }

    /** Its JSON; in a copy made by {@link Event#mapText} that JSON as a whole went through the function. */
    @Override
    public String toString() {
        return function == null ? json.toString() : function.apply(json.toString());
    }
}
