package io.wotnotrelay.watch;

import java.util.List;

/**
 * A destination file that does not run.
 *
 * @param file its name
 * @param destinations the names in it, as far as they can be read
 * @param reason why, with the place in the file, in a sentence
 */
public record BrokenFile(String file, List<String> destinations, String reason) {
    List<String> names() {
        return destinations.isEmpty() ? List.of(file) : destinations;
    }
}
