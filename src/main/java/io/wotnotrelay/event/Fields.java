package io.wotnotrelay.event;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A JSON value with the face of an immutable map, whose {@link #get} answers a missing step with an empty value at any
 * depth, so that no template fails on data.
 *
 * <p>Values are {@link Fields} for objects, {@link List} for arrays, {@link String}, {@link Number} (which prints as it
 * came), {@link Boolean} and null. A value that is not an object has the face of an empty map; that of an array has
 * its indexes as names. Its JSON is the text it came as, without blanks: names given twice, escapes and digits
 * included; of such names the map shows the last.
 */
public final class Fields extends AbstractMap<String, Object> implements JsonRaw {
    /** The members of what is not there: known by identity. */
    private static final Map<String, Object> NONE_MEMBERS = Collections.unmodifiableMap(new HashMap<>());

    /** What is not there: an empty object that prints as nothing. */
    static final Fields NONE = new Fields(NONE_MEMBERS, Slice.of(Map.of()));

    private final Map<String, Object> members;
    private final Slice json;
    /** The value, where it is not an object. */
    private final Object other;
    /** What every string goes through on its way out; null for nothing. */
    private final UnaryOperator<String> function;
    /** How the event prints whose payload this is, where that is not its JSON. */
    private final Supplier<String> print;

    Fields(Map<String, Object> members, Slice json) {
        this(members, json, null, null, null);
    }

    private Fields(
            Map<String, Object> members,
            Slice json,
            Object other,
            UnaryOperator<String> function,
            Supplier<String> print) {
        this.members = members;
        this.json = json;
        this.other = other;
        this.function = function;
        this.print = print;
    }

    /** An object of these members, in their order. */
    static Fields of(Map<String, Object> members) {
        return members.isEmpty() ? NONE : new Fields(members, Slice.of(members));
    }

    /** Any JSON value; {@link #NONE} for null. */
    static Fields of(Object value) {
        if (value == null) {
            return NONE;
        }
        if (value instanceof Fields fields) {
            return fields;
        }
        Map<String, Object> members = value instanceof List<?> list ? byIndex(list) : Map.of();
        return new Fields(members, Slice.of(value), value, null, null);
    }

    private static Map<String, Object> byIndex(List<?> list) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Object value : list) {
            members.put(Integer.toString(members.size()), value);
        }
        return members;
    }

    /** The value of this name: null where that is JSON's null, an empty value that can be stepped into where there is none. */
    @Override
    public Object get(Object name) {
        Object value = members.get(name);
        return value == null && !members.containsKey(name) ? NONE : mapped(value, function);
    }

    @Override
    public boolean containsKey(Object name) {
        return members.containsKey(name);
    }

    /** The value of this name, or null. */
    Object find(String name) {
        return mapped(members.get(name), function);
    }

    /** The object of this name; empty where there is none. */
    Fields fields(String name) {
        return members.get(name) instanceof Fields ? (Fields) find(name) : NONE;
    }

    /** The values of the array of this name; none where there is none. */
    List<?> list(String name) {
        return find(name) instanceof List<?> list ? list : List.of();
    }

    /** The text, number or truth value of this name as text; null where there is none or it is empty. */
    String text(String name) {
        return scalar(find(name));
    }

    /** A text, number or truth value as text; null for anything else and for the empty text. */
    static String scalar(Object value) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            String s = value.toString();
            return s.isEmpty() ? null : s;
        }
        return null;
    }

    /** The value itself: this map for an object, else the list, text, number or truth value. */
    Object value() {
        return other == null ? this : mapped(other, function);
    }

    /** A copy whose every string, at any depth, goes through the function when it is asked for. Names stay as they are. */
    Fields mapText(UnaryOperator<String> next) {
        return this == NONE ? this : new Fields(members, json, other, chain(function, next), null);
    }

    /** The same value, as the payload of an event that prints like this. */
    Fields printing(Supplier<String> event) {
        return new Fields(members, json, other, function, event);
    }

    /** How the event prints whose payload this is, where that is not its JSON. */
    Optional<Supplier<String>> print() {
        return Optional.ofNullable(print);
    }

    static UnaryOperator<String> chain(UnaryOperator<String> first, UnaryOperator<String> next) {
        return first == null ? next : s -> next.apply(first.apply(s));
    }

    static Object mapped(Object value, UnaryOperator<String> function) {
        if (function == null) {
            return value;
        }
        if (value instanceof String s) {
            return function.apply(s);
        }
        if (value instanceof Fields fields) {
            return fields.mapText(function);
        }
        return value instanceof Items items ? items.mapText(function) : value;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return function == null ? Collections.unmodifiableMap(members).entrySet() : new MappedEntries();
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

    /**
     * What a template prints: the JSON of an object or array, a plain text as it is, nothing for what is missing. In a
     * copy made by {@link Event#mapText} that print as a whole went through the function, names included.
     */
    @Override
    public String toString() {
        if (members == NONE_MEMBERS) {
            return "";
        }
        String printed = other == null || other instanceof List ? json.toString() : other.toString();
        return function == null ? printed : function.apply(printed);
    }

    private final class MappedEntries extends AbstractSet<Map.Entry<String, Object>> {
        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
            return members.entrySet().stream().map(this::mappedEntry).iterator();
        }

        private Map.Entry<String, Object> mappedEntry(Map.Entry<String, Object> e) {
            return new SimpleImmutableEntry<>(e.getKey(), mapped(e.getValue(), function));
        }

        @Override
        public int size() {
            return members.size();
        }
    }
}
