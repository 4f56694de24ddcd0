package io.wotnotrelay.destination;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The version of each file that runs, or that would if it could. Read by any thread; changed by one at a time. */
final class RunningFiles {
    private volatile List<DestinationFile> all = List.of();

    /** Those of the folder by name, then those of jars. */
    List<DestinationFile> all() {
        return all;
    }

    void add(DestinationFile file) {
        List<DestinationFile> more = new ArrayList<>(all);
        more.add(file);
        all = List.copyOf(more);
    }

    /** {@code before}: null where the file is new. */
    void replace(DestinationFile before, DestinationFile now) {
        List<DestinationFile> next = new ArrayList<>(all);
        if (before != null) {
            next.set(next.indexOf(before), now);
        } else {
            next.add(placeOf(now.checked().file()), now);
        }
        all = List.copyOf(next);
    }

    private int placeOf(Path file) {
        int place = 0;
        while (place < all.size() && isBefore(all.get(place).checked(), file)) {
            place++;
        }
        return place;
    }

    private static boolean isBefore(Checked other, Path file) {
        return other.routes() instanceof YamlRoutes && other.file().compareTo(file) < 0;
    }

    void remove(DestinationFile file) {
        List<DestinationFile> rest = new ArrayList<>(all);
        rest.remove(file);
        all = List.copyOf(rest);
    }

    void clear() {
        all = List.of();
    }

    Optional<DestinationFile> of(Path file) {
        return all.stream().filter(f -> f.checked().file().equals(file)).findFirst();
    }

    /** The files that have the names of destinations which a version of this file may not take. */
    Map<String, Checked> namesBeside(Path file) {
        Map<String, Checked> taken = new HashMap<>();
        for (DestinationFile other : all) {
            if (other.runs() && !other.checked().file().equals(file)) {
                other.checked().names().keySet().forEach(name -> taken.put(name, other.checked()));
            }
        }
        return taken;
    }
}
