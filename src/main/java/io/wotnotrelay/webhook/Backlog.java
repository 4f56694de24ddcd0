package io.wotnotrelay.webhook;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The bytes that came behind a request that has still to be answered. They are held back and nothing more is read, so
 * that a sender that does not wait for its answers (RFC 9112 section 9.3.2) fills no memory: what it can have under way
 * is what one read brings, 64 KiB. Vert.x by itself would take any number of requests while the first waits for its commit.
 */
final class Backlog {
    private final Queue<Object> held = new ArrayDeque<>();
    private int requests;
    private boolean stopped;

    /** A request came out of the decoder. */
    void began() {
        requests++;
    }

    /** A request was answered. */
    void ended() {
        requests--;
    }

    /** Whether what comes now belongs to a request behind one that is complete. */
    boolean behind(boolean answering) {
        return requests > 1 || (requests == 1 && answering);
    }

    void hold(ChannelHandlerContext context, Object bytes) {
        held.add(bytes);
        stopped = true;
        context.channel().config().setAutoRead(false);
    }

    /** Whether there is anything to go on with. */
    boolean waits() {
        return stopped;
    }

    /** The next bytes held, or null. */
    Object next() {
        return held.poll();
    }

    /** Reads again. */
    void goOn(ChannelHandlerContext context) {
        if (stopped) {
            stopped = false;
            context.channel().config().setAutoRead(true);
        }
    }

    /** Throws away what is held. */
    void clear() {
        for (Object bytes = held.poll(); bytes != null; bytes = held.poll()) {
            ReferenceCountUtil.release(bytes);
        }
    }
}
