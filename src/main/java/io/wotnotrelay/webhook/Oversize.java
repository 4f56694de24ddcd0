package io.wotnotrelay.webhook;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Goes on reading a body that is too large when its head told that the real sender sends it, so that it can be mended
 * and posted again; then comes the 413. The bytes go to a file on another thread, a part at a time: meanwhile nothing is read.
 * A sender that stops to hear the answer first gets it after a second. Everything else here runs on the connection's thread.
 */
final class Oversize {
    private static final long SILENCE_MILLIS = 1_000;

    private final Connection connection;
    private final HttpServerRequest request;
    private final EventExecutor loop;
    private final Executor writer;
    private final Spool spool;
    private final ScheduledFuture<?> ear;
    private long length;
    private boolean heard = true;
    private boolean writing;
    private boolean over;

    Oversize(Connection connection, HttpServerRequest request, EventExecutor loop, Executor writer, Spool spool) {
        this.connection = connection;
        this.request = request;
        this.loop = loop;
        this.writer = writer;
        this.spool = spool;
        this.ear = loop.scheduleAtFixedRate(this::listen, SILENCE_MILLIS, SILENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Takes over the reading of the request; {@code first} was read before. */
    void begin(byte[] first) {
        connection.refusingWith(Reply.TOO_LARGE);
        request.handler(this::part).endHandler(v -> finish(true)).exceptionHandler(e -> finish(false));
        add(first);
    }

    private void part(Buffer buffer) {
        add(buffer.getBytes());
    }

    private void add(byte[] bytes) {
        heard = true;
        length += bytes.length;
        if (over || bytes.length == 0) {
            return;
        }
        if (length > Spool.MOST) {
            finish(false);
            return;
        }
        request.pause();
        writing = true;
        try {
            writer.execute(() -> write(bytes));
        } catch (RejectedExecutionException stopping) {
            written(false);
        }
    }

    private void write(byte[] bytes) {
        boolean done = false;
        try {
            spool.add(bytes);
            done = true;
        } catch (IOException full) {
            // nothing is lost that was accepted: the sender gets its 413, only the body is not kept
        } finally {
            boolean kept = done;
            loop.execute(() -> written(kept));
        }
    }

    private void written(boolean done) {
        writing = false;
        if (over) {
            spool.close();
        } else if (done) {
            request.resume();
        } else {
            finish(false);
        }
    }

    private void listen() {
        if (connection.phase() == Connection.Phase.CLOSING || (!heard && !writing)) {
            finish(false);
        }
        heard = writing;
    }

    private void finish(boolean whole) {
        if (over) {
            return;
        }
        over = true;
        ear.cancel(false);
        boolean kept = whole && connection.phase() != Connection.Phase.CLOSING;
        if (!kept && !writing) {
            spool.close();
        }
        connection.refuse(Reply.TOO_LARGE, false, kept ? spool : null);
        request.resume();
    }
}
