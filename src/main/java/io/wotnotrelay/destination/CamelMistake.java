package io.wotnotrelay.destination;

import io.wotnotrelay.destination.yaml.Place;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Camel says of a file it cannot load or start, without the layers around it.
 *
 * @param place the file when Camel does not tell
 */
record CamelMistake(Place place, String sentence) {
    private static final Pattern PLACE = Pattern.compile("[Ll]ine:? (\\d+)(?:,? column:? (\\d+))?");

    static CamelMistake of(Throwable thrown) {
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
        String said = root.getMessage() == null
                ? ""
                : root.getMessage().lines().findFirst().orElse("");
        String kind = root instanceof ClassNotFoundException || root instanceof LinkageError || said.isBlank()
                ? root.getClass().getSimpleName() + (said.isBlank() ? "" : ": ")
                : "";
        return new CamelMistake(place, "It cannot be started: " + kind + said + (said.endsWith(".") ? "" : "."));
    }
}
