package io.wotnotrelay.sink;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * A line to append to a file.
 *
 * @param bytes with its end
 * @param key what it is recognised by when it is there already; null where it holds no id of its event
 * @param deliveryId the delivery it is written for
 */
record Line(byte[] bytes, String key, String deliveryId) {
    static byte[] joined(List<Line> lines) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(1024);
        lines.forEach(line -> joined.writeBytes(line.bytes));
        return joined.toByteArray();
    }

    static List<byte[]> bytes(List<Line> lines) {
        return lines.stream().map(Line::bytes).toList();
    }

    /** Those that are not in the file yet, as far as its end tells. */
    static List<Line> missing(Exchange exchange, Object sink, List<Line> lines, FileTail tail) {
        List<Line> missing = new ArrayList<>();
        for (Line line : lines) {
            InDoubt.End end = line.end(exchange, sink, tail);
            InDoubt.settled(exchange, line.deliveryId, end);
            if (end != InDoubt.End.FOUND) {
                missing.add(line);
            }
        }
        return missing;
    }

    private InDoubt.End end(Exchange exchange, Object sink, FileTail tail) {
        if (key == null) {
            return InDoubt.End.SENT_AGAIN;
        }
        int times = tail.counts().getOrDefault(key, 0);
        return InDoubt.isThere(exchange, sink, key, times) ? InDoubt.End.FOUND : InDoubt.End.MISSING;
    }
}
