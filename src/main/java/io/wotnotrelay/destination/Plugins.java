package io.wotnotrelay.destination;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars of the plugins folder that say they hold routes, as {@link java.util.ServiceLoader} wants it said. Each has a
 * class loader of its own above the relay's. Other jars of the folder are libraries and components for all: the launcher
 * puts them on the class path.
 */
final class Plugins implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);
    private static final List<String> SERVICES =
            List.of("org.apache.camel.builder.RouteBuilder", "org.apache.camel.RoutesBuilder");

    private final Path folder;
    private final ClassLoader parent;
    private final List<URLClassLoader> open = new ArrayList<>();

    Plugins(Path folder, ClassLoader parent) {
        this.folder = folder;
        this.parent = parent;
    }

    /**
     * A jar with routes.
     *
     * @param routes of each class that it names; empty when it cannot be read
     * @param problem why it cannot be read, in a sentence; null when it can
     */
    record Jar(Path file, List<JavaRoutes> routes, String problem) {}

    /** Those with routes, and those that cannot be read, by name. */
    List<Jar> jars() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(this::jar)
                    .filter(jar -> jar.problem() != null || !jar.routes().isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    new IOException("The folder " + folder + " cannot be read; let the relay's user read it.", e));
        }
    }

    private Jar jar(Path file) {
        try {
            List<String> names = names(file);
            if (names.isEmpty()) {
                return new Jar(file, List.of(), null);
            }
            URLClassLoader classes = new URLClassLoader(
                    file.getFileName().toString(), new URL[] {file.toUri().toURL()}, parent);
            open.add(classes);
            return new Jar(
                    file,
                    names.stream().map(name -> new JavaRoutes(name, classes)).toList(),
                    null);
        } catch (IOException e) {
            return new Jar(
                    file, List.of(), "It cannot be read as a jar (" + e.getMessage() + "); build or copy it again.");
        }
    }

    private static List<String> names(Path file) throws IOException {
        List<String> names = new ArrayList<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            for (String service : SERVICES) {
                JarEntry entry = jar.getJarEntry("META-INF/services/" + service);
                if (entry != null) {
                    names.addAll(names(jar, entry));
                }
            }
        }
        return names.stream().distinct().toList();
    }

    /** A name a line, and comments after {@code #}. */
    private static List<String> names(JarFile jar, JarEntry entry) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(jar.getInputStream(entry), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    /** After everything made of their classes has been stopped. */
    @Override
    public void close() {
        for (URLClassLoader classes : open) {
            try {
                classes.close();
            } catch (IOException e) {
                LOG.warn("{} could not be closed: {}", classes.getName(), e.toString());
            }
        }
        open.clear();
    }
}
