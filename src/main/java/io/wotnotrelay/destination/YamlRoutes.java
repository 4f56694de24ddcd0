package io.wotnotrelay.destination;

import io.wotnotrelay.destination.context.DestinationContexts;
import io.wotnotrelay.destination.kamelet.KameletStep;
import io.wotnotrelay.destination.yaml.Place;
import io.wotnotrelay.destination.yaml.YamlMistake;
import io.wotnotrelay.destination.yaml.YamlTree;
import java.nio.file.Path;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;

/** The routes of a {@code *.camel.yaml}. */
record YamlRoutes(Path file, byte[] yaml) implements Routes {
    @Override
    public void load(DefaultCamelContext context) throws Exception {
        DestinationContexts.load(context, file.getFileName().toString(), yaml);
    }

    /** Whether one of these Kamelets is a step of it. */
    boolean uses(Set<String> kamelets) {
        try {
            return !kamelets.isEmpty()
                    && EndpointUses.in(YamlTree.read(yaml)).stream()
                            .filter(use -> use.scheme().equals("kamelet"))
                            .anyMatch(use -> kamelets.contains(KameletStep.template(use.uri())));
        } catch (YamlMistake e) {
            return false;
        }
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
