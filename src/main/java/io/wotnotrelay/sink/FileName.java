package io.wotnotrelay.sink;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/**
 * The name of a file, parts of which may come from an event. Such a part keeps ASCII letters, digits, {@code - _ .} and
 * no more than {@value #LONGEST} characters; everything else becomes {@code _}. The file stays in the folder that is
 * written before the first {@code ${…}}, and no symbolic link below that folder is followed.
 */
final class FileName {
    private static final int LONGEST = 80;

    /** Names that are devices on Windows, with any extension. */
    private static final Pattern DEVICE = Pattern.compile("(?i)(?:con|prn|aux|nul|com\\d|lpt\\d)(?:\\..*)?");

    private final Template template;
    private final File folder;
    private final int skip;

    private FileName(Template template, File folder, int skip) {
        this.template = template;
        this.folder = folder;
        this.skip = skip;
    }

    /** Of the parameter {@code file}. */
    static FileName of(CamelContext context, Parameters parameters) {
        String name = parameters.required("file").strip();
        int first = Template.start(name, 0);
        if (name.endsWith("/") || first < 0 && new File(name).isDirectory()) {
            throw parameters.wrong("file", "is \"" + name + "\", which is a folder: add the name of a file");
        }
        int slash = first < 0 ? -1 : name.lastIndexOf('/', first);
        String below = name.substring(Math.max(0, first));
        if (first >= 0 && List.of(below.split("/")).contains("..")) {
            throw parameters.wrong(
                    "file", "is \"" + name + "\": no .. can stand after a part that comes from an event");
        }
        Template template = parameters.told("file", () -> Template.of(context, name));
        File folder = new File(slash < 0 ? "." : slash == 0 ? "/" : name.substring(0, slash));
        return new FileName(template, folder, slash + 1);
    }

    /** Whether it is the same for every event. */
    boolean constant() {
        return template.constant();
    }

    /**
     * The file for this event.
     *
     * @throws IOException when something that is no plain file or folder is in its way
     */
    File of(Exchange exchange) throws IOException {
        if (constant()) {
            return new File(template.source());
        }
        Path root = folder.getCanonicalFile().toPath();
        Path file = root;
        for (String segment : written(exchange).split("/")) {
            if (!segment.isEmpty() && !segment.equals(".")) {
                file = file.resolve(DEVICE.matcher(segment).matches() ? "_" + segment : segment);
                refuseLink(file);
            }
        }
        if (!file.normalize().startsWith(root) || Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "it is no file inside " + root);
        }
        return file.toFile();
    }

    private String written(Exchange exchange) {
        StringBuilder name = new StringBuilder(template.source().length() + 32);
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Part.Value value) {
                name.append(part(value.expression().evaluate(exchange, String.class)));
            } else if (part instanceof Template.Part.Text text) {
                name.append(text.text());
            }
        }
        return name.substring(skip);
    }

    private static void refuseLink(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new FileSystemException(file.toString(), null, "it is a symbolic link, which is not followed");
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "it is neither a file nor a folder");
        }
    }

    /** A part that comes from an event. */
    static String part(String data) {
        String text = data == null ? "" : data.substring(0, Math.min(data.length(), LONGEST));
        StringBuilder part = new StringBuilder(text.replaceAll("[^A-Za-z0-9._-]", "_"));
        if (part.length() == 0) {
            return "_";
        }
        if (part.charAt(0) == '.') {
            part.setCharAt(0, '_');
        }
        // Windows drops a dot at the end
        if (part.charAt(part.length() - 1) == '.') {
            part.setCharAt(part.length() - 1, '_');
        }
        return part.toString();
    }
}
