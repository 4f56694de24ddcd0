package io.wotnotrelay.destination;

import io.wotnotrelay.destination.yaml.Place;
import org.apache.camel.impl.DefaultCamelContext;

/** The routes of a destination file, in whatever language they are written. */
sealed interface Routes permits YamlRoutes, JavaRoutes {
    /**
     * Loads them into a context made for them.
     *
     * @throws Exception whatever they or Camel find wrong
     */
    void load(DefaultCamelContext context) throws Exception;

    /** The text in which the place of a mistake can be found; empty where there is none. */
    byte[] yaml();

    /** Tells this version of them from others. */
    String version();

    /** A place of them, in words. */
    String where(Place place);

    /** A sentence about them, so that the person finds what it is about within the file. */
    String say(String sentence);
}
