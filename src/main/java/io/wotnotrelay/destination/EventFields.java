package io.wotnotrelay.destination;

import io.wotnotrelay.destination.component.Nearest;
import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether the fields that a Simple text takes from the event are there: {@code ${body.visitor.name}}. What stands below
 * variables, payload and extra is free.
 */
final class EventFields {
    private static final Pattern CHAIN = Pattern.compile(
            "\\$(?:simple)?\\{(?:in\\.)?body((?:\\??\\.[A-Za-z_]\\w*(?:\\([^{}()]*\\))?|\\[[^\\[\\]{}]*])+)");
    private static final Pattern STEP = Pattern.compile("\\??\\.([A-Za-z_]\\w*)(\\([^{}()]*\\))?|\\[([^\\[\\]]*)]");

    private EventFields() {}

    /**
     * @param at index in the text
     * @param sentence what is wrong with it
     */
    record Mistake(int at, String sentence) {}

    /** The first field that is not there, if any. */
    static Optional<Mistake> mistake(String text, boolean batch) {
        Matcher chain = CHAIN.matcher(text);
        while (chain.find()) {
            Optional<Mistake> mistake = follow(batch ? Batch.class : Event.class, chain.group(1), chain.start(1));
            if (mistake.isPresent()) {
                return mistake;
            }
        }
        return Optional.empty();
    }

    private static Optional<Mistake> follow(Class<?> root, String chain, int start) {
        Type at = root;
        Matcher step = STEP.matcher(chain);
        while (step.find()) {
            Class<?> type = raw(at);
            if (Map.class.isAssignableFrom(type) || type == Object.class) {
                return Optional.empty();
            }
            Optional<Type> next =
                    step.group(1) == null ? index(at) : member(type, step.group(1), step.group(2) != null);
            if (next.isEmpty()) {
                return Optional.of(new Mistake(start + step.start(), unknown(type, root, step)));
            }
            at = next.get();
        }
        return Optional.empty();
    }

    private static String unknown(Class<?> type, Class<?> root, Matcher step) {
        String name = step.group(1) == null ? step.group() : step.group(1);
        String owner = type == root
                ? "A " + (root == Batch.class ? "batch" : "WotNot event")
                : "The " + type.getSimpleName().toLowerCase(java.util.Locale.ROOT);
        return owner.replace("A WotNot", "An") + " has no field '" + name + "'." + Nearest.hint(name, names(type));
    }

    private static List<String> names(Class<?> type) {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList()
                : List.of();
    }

    private static Optional<Type> index(Type type) {
        return type instanceof ParameterizedType list && List.class.isAssignableFrom(raw(type))
                ? Optional.of(list.getActualTypeArguments()[0])
                : Optional.empty();
    }

    /** A component of a record, or a method or getter as Camel's bean language would call it. */
    private static Optional<Type> member(Class<?> type, String name, boolean call) {
        String getter = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return Stream.of(type.getMethods())
                .filter(m -> m.getName().equals(name)
                        || !call
                                && (m.getName().equals("get" + getter)
                                        || m.getName().equals("is" + getter)))
                .filter(m -> call || m.getParameterCount() == 0)
                .findFirst()
                .map(Method::getGenericReturnType);
    }

    private static Class<?> raw(Type type) {
        if (type instanceof ParameterizedType p) {
            return (Class<?>) p.getRawType();
        }
        return type instanceof Class<?> c ? c : Object.class;
    }
}
