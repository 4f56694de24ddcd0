package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Jars of classes that are compiled from their text, as people build them. */
public final class Jars {
    /** The file that names the route builders of a jar. */
    public static final String SERVICE = "META-INF/services/org.apache.camel.builder.RouteBuilder";

    private static final Pattern NAME =
            Pattern.compile("package ([\\w.]+);.*?public (?:\\w+ )*class (\\w+)", Pattern.DOTALL);

    private Jars() {}

    /** A jar whose service file says this, with the classes of these sources. */
    public static Path write(Path file, String service, String says, String... sources) throws IOException {
        Path classes =
                Files.createTempDirectory(file.toAbsolutePath().getParent().getParent(), "classes");
        compile(classes, sources);
        Files.createDirectories(file.getParent());
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path one :
                    compiled.filter(p -> p.toString().endsWith(".class")).toList()) {
                add(jar, classes.relativize(one).toString().replace('\\', '/'), Files.readAllBytes(one));
            }
            if (service != null) {
                add(jar, service, says.getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }

    private static void compile(Path classes, String... sources) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xlint:-options"));
        for (String source : sources) {
            Matcher name = NAME.matcher(source);
            assertThat(name.find()).as("a public class in " + source).isTrue();
            Path file = classes.resolve(name.group(1).replace('.', '/') + "/" + name.group(2) + ".java");
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source).toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        boolean good = sources.length == 0
                || compiler.getTask(said, null, null, arguments.subList(0, 6), null, units(compiler, arguments))
                        .call();
        assertThat(good).as(said.toString()).isTrue();
    }

    private static Iterable<? extends javax.tools.JavaFileObject> units(JavaCompiler compiler, List<String> arguments) {
        return compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)
                .getJavaFileObjectsFromStrings(arguments.subList(6, arguments.size()));
    }
}
