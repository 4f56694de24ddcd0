package io.wotnotrelay.destination;

import io.wotnotrelay.destination.context.DestinationContexts;
import io.wotnotrelay.destination.yaml.Place;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;

/** The routes of a {@code *.camel.yaml}. */
record YamlRoutes(Path file, byte[] yaml) implements Routes {
    @Override
    public void load(DefaultCamelContext context) throws Exception {
        DestinationContexts.load(context, file.getFileName().toString(), yaml);
    }

    @Override
    public String version() {
        return Versions.of(yaml);
    }

    @Override
    public String where(Place place) {
        return "line " + place.line();
    }

    @Override
    public String say(String sentence) {
        return sentence;
    }
}
