package io.wotnotrelay.webhook;

import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** What stands behind the port. */
interface Reception {
    /** Takes a request and answers it, once, on any thread. */
    void receive(Incoming incoming, Consumer<Reply> answer);

    /** A request that {@link #receive} took was answered, and its answer written; {@code began} as of {@link System#nanoTime}. */
    void answered(Incoming incoming, Reply reply, long began);

    /** Something that never became a request was refused; {@code body} is what came of it to be kept, or null. */
    void refused(String client, Reply reply, Spool body);

    /** Whether the head holds a valid token. */
    boolean authentic(HttpServerRequest request);

    /** Where a body goes that is too large: null unless the head holds a valid token and there is room for it. */
    Spool spool(HttpServerRequest request);

    /** For what may wait for a disk. */
    Executor writer();

    /** The address of the sender whom a proxy may stand in front of. */
    String client(HttpServerRequest request);

    /** Whether connections are closed with their next answer. */
    boolean stopping();
}
