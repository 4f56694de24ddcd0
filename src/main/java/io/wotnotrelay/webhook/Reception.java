package io.wotnotrelay.webhook;

import java.util.function.Consumer;

/** What stands behind the port. */
interface Reception {
    /** Takes a request and answers it, once, on any thread. */
    void receive(Incoming incoming, Consumer<Reply> answer);

    /** A request that {@link #receive} took was answered, and its answer written; {@code began} as of {@link System#nanoTime}. */
    void answered(Incoming incoming, Reply reply, long began);

    /** Something that never became a request was refused. */
    void refused(String client, Reply reply);

    /** The address of the sender whom a proxy may stand in front of. */
    String client(io.vertx.core.http.HttpServerRequest request);

    /** Whether connections are closed with their next answer. */
    boolean stopping();
}
