package io.wotnotrelay.sink;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the files open that were appended to last, at most {@value #MOST} in this process where their names come from
 * events: a visitor can choose many names.
 */
final class OpenFiles {
    private static final int MOST = 32;
    private static final Map<Key, Appender> LAST = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(OpenFiles owner, File file) {}

    /** What is done with an open file. */
    interface Use {
        boolean of(Appender appender) throws IOException;
    }

    /** The answer of {@code use}, during which the file is not closed. */
    boolean with(File file, Use use) throws IOException {
        Appender appender = Appender.of(file);
        try {
            keep(file);
            return use.of(appender);
        } finally {
            appender.close();
        }
    }

    private void keep(File file) throws IOException {
        List<Appender> old = new ArrayList<>();
        synchronized (LAST) {
            Key key = new Key(this, file);
            if (LAST.get(key) == null) {
                LAST.put(key, Appender.of(file));
            }
            while (LAST.size() > MOST) {
                Key eldest = LAST.keySet().iterator().next();
                old.add(LAST.remove(eldest));
            }
        }
        for (Appender appender : old) {
            appender.close();
        }
    }

    void close() throws IOException {
        List<Appender> own = new ArrayList<>();
        synchronized (LAST) {
            LAST.entrySet().removeIf(entry -> {
                boolean mine = entry.getKey().owner() == this;
                if (mine) {
                    own.add(entry.getValue());
                }
                return mine;
            });
        }
        for (Appender appender : own) {
            appender.close();
        }
    }
}
