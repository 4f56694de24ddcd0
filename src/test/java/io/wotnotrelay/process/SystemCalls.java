package io.wotnotrelay.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What strace saw: when each marker was written to the WAL, when the WAL was synced, when each 200 was written. */
final class SystemCalls {
    /** The 200 that answers the request with this marker, and the line of the trace where its write began. */
    record Answer(String marker, int line) {}

    private record Sync(int began, int ended) {}

    private static final Pattern MARKER = Pattern.compile("marker-\\d+-\\d{4}\\.");
    private static final Pattern CALL =
            Pattern.compile("^(\\d+) +(?:<\\.\\.\\. )?(\\w+)(?:\\(| resumed>)(?:(\\d+)<([^>]*)>)?");

    private final List<Answer> answers = new ArrayList<>();
    private final List<Sync> syncs = new ArrayList<>();
    private final Map<String, Integer> writtenToWal = new HashMap<>();
    private final Map<String, String> askedOn = new HashMap<>();
    private final Map<String, String> openCalls = new HashMap<>();
    private final Map<String, Integer> openSyncs = new HashMap<>();
    private int line;

    static SystemCalls read(Path trace) throws IOException {
        SystemCalls calls = new SystemCalls();
        try (BufferedReader in = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                calls.line++;
                calls.take(text);
            }
        }
        return calls;
    }

    List<Answer> answers() {
        return answers;
    }

    /** Whether a sync of the WAL began after the marker was written there and ended before the answer began. */
    boolean syncedBefore(Answer answer) {
        Integer written = writtenToWal.get(answer.marker());
        return written != null && syncs.stream().anyMatch(s -> s.began() > written && s.ended() < answer.line());
    }

    private void take(String text) {
        Matcher call = CALL.matcher(text);
        if (!call.find()) {
            return;
        }
        String thread = call.group(1);
        boolean resumed = text.contains(" resumed>");
        boolean unfinished = text.endsWith("<unfinished ...>");
        String name = call.group(2);
        String file = resumed ? openCalls.remove(thread) : call.group(4);
        if (file == null) {
            return;
        }
        if (unfinished) {
            openCalls.put(thread, file);
        }
        switch (name) {
            case "fdatasync", "fsync" -> sync(thread, file, unfinished, resumed);
            case "pwrite64" -> wal(text, file, unfinished);
            case "read", "recvfrom", "readv" -> asked(text, file);
            default -> answered(text, file, resumed);
        }
    }

    private void sync(String thread, String file, boolean unfinished, boolean resumed) {
        if (!file.endsWith("-wal")) {
            return;
        }
        if (unfinished) {
            openSyncs.put(thread, line);
        } else {
            syncs.add(new Sync(resumed ? openSyncs.remove(thread) : line, line));
        }
    }

    private void wal(String text, String file, boolean unfinished) {
        if (file.endsWith("-wal") && !unfinished) {
            MARKER.matcher(text).results().forEach(m -> writtenToWal.putIfAbsent(m.group(), line));
        } else if (file.endsWith("-wal")) {
            MARKER.matcher(text).results().forEach(m -> writtenToWal.putIfAbsent(m.group(), line + 1));
        }
    }

    private void asked(String text, String file) {
        Matcher marker = MARKER.matcher(text);
        if (file.startsWith("socket:") || file.startsWith("TCP")) {
            if (marker.find()) {
                askedOn.put(file, marker.group());
            }
        }
    }

    private void answered(String text, String file, boolean resumed) {
        if (!resumed && text.contains("HTTP/1.1 200") && askedOn.containsKey(file)) {
            answers.add(new Answer(askedOn.remove(file), line));
        }
    }
}
