package io.wotnotrelay.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The instructions of the repository's Dockerfile, each on one line. */
record Dockerfile(List<String> lines) {
    static Dockerfile read() throws IOException {
        String text = Files.readString(Path.of("Dockerfile")).replaceAll("(?m)^#.*\\n", "");
        return new Dockerfile(text.replaceAll("\\\\\\n\\s*", "")
                .lines()
                .filter(line -> !line.isBlank())
                .toList());
    }

    /** What stands behind this instruction, in order, in all stages. */
    List<String> all(String instruction) {
        return lines.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1).strip())
                .toList();
    }

    /** The last one counts. */
    String last(String instruction) {
        List<String> all = all(instruction);
        return all.get(all.size() - 1);
    }

    /** The words of an instruction in its JSON form. */
    List<String> words(String instruction) throws JsonProcessingException {
        String text = last(instruction);
        return List.of(new ObjectMapper().readValue(text.substring(text.indexOf('[')), String[].class));
    }

    /** What is copied from the stage that builds: sources, and the place they go to last. */
    List<List<String>> copied() {
        List<List<String>> copied = new ArrayList<>();
        for (String copy : all("COPY")) {
            if (copy.startsWith("--from=build ")) {
                copied.add(List.of(copy.substring("--from=build ".length()).split(" +")));
            }
        }
        return copied;
    }
}
