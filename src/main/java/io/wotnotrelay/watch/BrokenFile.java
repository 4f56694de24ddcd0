package io.wotnotrelay.watch;

import java.util.List;

/**
 * A destination file that does not run, or not as it is now.
 *
 * @param file its name
 * @param destinations the names in it that do not run, as far as they can be read
 * @param reason why, with the place in the file, in a sentence
 */
public record BrokenFile(String file, List<String> destinations, String reason) {
    List<String> names() {
        return destinations.isEmpty() ? List.of(file) : destinations;
    }
}
