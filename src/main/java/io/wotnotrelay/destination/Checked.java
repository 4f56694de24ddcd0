package io.wotnotrelay.destination;

import io.wotnotrelay.destination.component.LaneDefaults;
import io.wotnotrelay.destination.yaml.Place;
import io.wotnotrelay.lane.LaneOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A destination file after its check.
 *
 * @param routes what was checked, and so is what may be started
 * @param lanes of its destinations; empty when it is broken
 * @param defaults what its Kamelets make the defaults of its destinations
 * @param names where the name of each destination stands, by the name in lower case
 */
record Checked(
        Path file,
        Routes routes,
        List<Finding> findings,
        List<LaneOptions> lanes,
        LaneDefaults defaults,
        Map<String, Place> names) {
    /** Tells this version of the file from others: a digest of what was checked. */
    String version() {
        return routes.version();
    }

    boolean broken() {
        return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
    }
}
