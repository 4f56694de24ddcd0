package io.wotnotrelay.config;

import java.util.Locale;

/**
 * One {@code relay.*} key.
 *
 * @param name as written in application.properties
 * @param form how its value is read
 * @param standard the value it has when nobody sets it, as one would write it; null for none
 * @param description one line for the person who sets it
 * @param secret whether its value must not be shown
 */
record Key<T>(String name, Form<T> form, String standard, String description, boolean secret) {
    static <T> Key<T> of(String name, Form<T> form, String standard, String description) {
        return new Key<>(name, form, standard, description, false);
    }

    static Key<String> secret(String name, String description) {
        return new Key<>(name, Form.SECRET, null, description, true);
    }

    /** The environment variable of the same meaning. */
    String environment() {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The default, read; null where there is none. */
    T standardValue() {
        return standard == null ? null : form.read().apply(standard);
    }
}
