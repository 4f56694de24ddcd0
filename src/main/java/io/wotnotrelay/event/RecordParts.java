package io.wotnotrelay.event;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The components of the records an event is made of, by name. */
final class RecordParts {
    private static final ClassValue<Map<String, Method>> PARTS = new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
            Map<String, Method> parts = new LinkedHashMap<>();
            if (type.isRecord() && type.getPackage() == Event.class.getPackage()) {
                for (RecordComponent part : type.getRecordComponents()) {
                    parts.put(part.getName(), part.getAccessor());
                }
            }
            return parts;
        }
    };

    private RecordParts() {}

    /** Whether it is a part of an event. */
    static boolean ours(Object record) {
        return !PARTS.get(record.getClass()).isEmpty();
    }

    /** The names of its components, in their order. */
    static String names(Object record) {
        return String.join(", ", PARTS.get(record.getClass()).keySet());
    }

    /** Whether this is the name of a method that is no component. */
    static boolean isMethod(Object record, String name) {
        return !has(record, name)
                && Arrays.stream(record.getClass().getMethods())
                        .anyMatch(m -> m.getName().equals(name) && m.getParameterCount() == 0);
    }

    static boolean has(Object record, String name) {
        return PARTS.get(record.getClass()).containsKey(name);
    }

    static Object get(Object record, String name) {
        try {
            return PARTS.get(record.getClass()).get(name).invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("An event's part cannot be read: " + name, e);
        }
    }
}
