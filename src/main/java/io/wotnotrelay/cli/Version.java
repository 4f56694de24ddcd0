package io.wotnotrelay.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version, as the jar's manifest tells it. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "WotNot Relay " + number(),
            "Java " + System.getProperty("java.version") + " on " + System.getProperty("os.name")
        };
    }

    static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(built from classes)");
    }
}
