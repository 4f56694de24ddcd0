package io.wotnotrelay.destination;

import io.wotnotrelay.config.Settings;
import java.nio.file.Path;
import java.util.List;

/** Checks destination files without running them. */
public final class Check {
    private Check() {}

    /** What is wrong with the files of a folder. */
    public static List<Finding> folder(Path folder, Settings settings) {
        throw new UnsupportedOperationException("Check");
    }
}
