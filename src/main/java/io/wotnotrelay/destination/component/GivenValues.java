package io.wotnotrelay.destination.component;

import java.util.Optional;

/** What stands in a file behind a text that Camel has carried through an URI in its place. */
public interface GivenValues {
    /** The value; empty where the text is one of its own. */
    Optional<Object> find(Object text);
}
