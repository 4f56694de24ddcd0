package io.wotnotrelay.destination;

import io.wotnotrelay.destination.kamelet.KameletStep;
import io.wotnotrelay.destination.yaml.Nodes;
import io.wotnotrelay.destination.yaml.Place;
import io.wotnotrelay.destination.yaml.YamlMistake;
import io.wotnotrelay.destination.yaml.YamlTree;
import io.wotnotrelay.sink.ParameterException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.NoSuchLanguageException;

/**
 * What Camel says of a file it cannot load or start, without the layers around it.
 *
 * @param place the file when Camel does not tell
 */
record CamelMistake(Place place, String sentence) {
    private static final Pattern PLACE = Pattern.compile("[Ll]ine:? (\\d+)(?:,? column:? (\\d+))?");

    private static final Pattern NAME = Pattern.compile("'([^']+)'|(?:for|detected): (\\S+?)(?=\\.?(?: |$))");

    /** @param yaml of the file, to find the place in */
    static CamelMistake of(Throwable thrown, byte[] yaml) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof ParameterException wrong) {
                return new CamelMistake(place(wrong, yaml), wrong.getMessage() + ".");
            }
        }
        CamelMistake mistake = of(thrown);
        return mistake.place().line() > 0 ? mistake : new CamelMistake(named(mistake, yaml), mistake.sentence());
    }

    /** Where the name stands that Camel complains of; it gives no place itself for beans, languages and ids. */
    private static Place named(CamelMistake mistake, byte[] yaml) {
        Matcher name = NAME.matcher(mistake.sentence());
        try {
            return name.find()
                    ? Nodes.find(YamlTree.read(yaml), name.group(1) == null ? name.group(2) : name.group(1))
                            .orElse(Place.FILE)
                    : Place.FILE;
        } catch (YamlMistake e) {
            return Place.FILE;
        }
    }

    /** Where the parameter stands, unless several steps give it or the settings do. */
    private static Place place(ParameterException wrong, byte[] yaml) {
        try {
            List<EndpointUse> uses = EndpointUses.in(YamlTree.read(yaml)).stream()
                    .filter(use -> use.scheme().equals("kamelet")
                            && KameletStep.template(use.uri()).equals(wrong.sink()))
                    .toList();
            List<EndpointUse> giving = uses.stream()
                    .filter(use -> use.nodes().containsKey(wrong.parameter()))
                    .toList();
            List<EndpointUse> likely = giving.isEmpty() ? uses : giving;
            return likely.size() == 1 ? likely.get(0).place(wrong.parameter()) : Place.FILE;
        } catch (YamlMistake e) {
            return Place.FILE;
        }
    }

    private static String noLanguage(String name) {
        return "There is no language '" + name
                + "' in this relay; write it in simple, or fetch it with bin/relay add camel-" + name
                + " and start the relay again.";
    }

    private static CamelMistake of(Throwable thrown) {
        Place place = Place.FILE;
        Throwable root = thrown;
        int layers = 0;
        for (Throwable t = thrown; t != null && layers++ < 50; t = t.getCause()) {
            Matcher m = PLACE.matcher(String.valueOf(t.getMessage()));
            if (m.find()) {
                int column = m.group(2) == null ? 1 : Integer.parseInt(m.group(2));
                place = new Place(Integer.parseInt(m.group(1)), column);
            }
            root = t;
        }
        if (root instanceof NoSuchLanguageException missing) {
            return new CamelMistake(place, noLanguage(missing.getLanguage()));
        }
        String said = root.getMessage() == null
                ? ""
                : root.getMessage().lines().findFirst().orElse("");
        String kind = root instanceof ClassNotFoundException || root instanceof LinkageError || said.isBlank()
                ? root.getClass().getSimpleName() + (said.isBlank() ? "" : ": ")
                : "";
        return new CamelMistake(place, "It cannot be started: " + kind + said + (said.endsWith(".") ? "" : "."));
    }
}
