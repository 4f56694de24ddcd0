package io.wotnotrelay.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.log.StoredEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Conversations at random, mingled; restarts, and the file deleted, older or of another time, at random points: whoever reads
 * an event, then or late, finds what the events of its own conversation told up to it, and nothing else.
 */
class ContextsPropertyTest {
    private static final int STEPS = 60;

    @TempDir
    Path data;

    private final List<StoredEvent> all = new ArrayList<>();
    private final List<byte[]> olds = new ArrayList<>();
    private Random random;
    private RandomTalk talk;
    private ContextsRig rig;

    static IntStream seeds() {
        return IntStream.range(0, 25);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachEventKnowsItsOwnConversationAsOfThen(int seed) throws IOException {
        random = new Random(seed);
        talk = new RandomTalk(random);
        rig = new ContextsRig(data);
        try {
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            all.forEach(this::check);
            rig.restart();
            all.forEach(this::check);
        } finally {
            rig.close();
        }
    }

    private void step() throws IOException {
        switch (random.nextInt(12)) {
            case 0 -> rig.restart();
            case 1 -> swapFile();
            case 2 -> rig.awaitWritten();
            case 3, 4 -> {
                for (int i = 0; i < 5 && !all.isEmpty(); i++) {
                    check(all.get(random.nextInt(all.size())));
                }
            }
            default -> add();
        }
    }

    private void swapFile() throws IOException {
        rig.close();
        byte[] now = rig.copy();
        byte[] other = olds.isEmpty() || random.nextBoolean() ? null : olds.get(random.nextInt(olds.size()));
        olds.add(now);
        rig.deleteFile();
        if (other != null) {
            Files.write(rig.file(), other);
        }
        rig.start();
    }

    private void add() {
        int many = 1 + random.nextInt(8);
        long last = rig.add(talk.events(many));
        for (long seq = last - many + 1; seq <= last; seq++) {
            StoredEvent stored = rig.stored(seq);
            all.add(stored);
            if (random.nextBoolean()) {
                check(stored);
            }
        }
    }

    private void check(StoredEvent event) {
        assertThat(rig.contexts.of(event).toJson())
                .as("event %s", event.seq())
                .isEqualTo(ContextsRig.naive(all, event).toJson());
    }
}
