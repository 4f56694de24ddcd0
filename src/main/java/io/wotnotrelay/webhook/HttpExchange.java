package io.wotnotrelay.webhook;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** One request and its answer. Everything here runs on the connection's thread. */
final class HttpExchange {
    private final Reception reception;
    private final Connection connection;
    private final HttpServerRequest request;
    private final EventExecutor loop;
    private final long began = System.nanoTime();
    private final Body body;

    HttpExchange(Reception reception, Connection connection, HttpServerRequest request, EventExecutor loop, Body body) {
        this.reception = reception;
        this.connection = connection;
        this.request = request;
        this.loop = loop;
        this.body = body;
    }

    /** Reads the body and hands the request to the route. */
    void begin() {
        connection.reading();
        if (RequestHead.asksFirst(request)) {
            request.response().writeContinue();
        }
        request.handler(this::part).endHandler(v -> end()).exceptionHandler(e -> body.release());
    }

    private void part(Buffer buffer) {
        if (connection.phase() == Connection.Phase.CLOSING) {
            return;
        }
        switch (body.add(buffer)) {
            case TAKEN -> {}
            case TOO_LARGE -> tooLarge(buffer);
            case NO_ROOM -> refuse(Reply.BUSY);
        }
    }

    /** Refuses the body, with this next part of it, now or once it was read to be kept. */
    void tooLarge(Buffer next) {
        Spool spool = connection.phase() == Connection.Phase.CLOSING ? null : reception.spool(request);
        if (spool == null) {
            refuse(Reply.TOO_LARGE);
            return;
        }
        connection.reading();
        byte[] first = body.whole();
        body.release();
        new Oversize(connection, request, loop, reception.writer(), spool)
                .begin(Buffer.buffer(first).appendBuffer(next).getBytes());
    }

    private void refuse(Reply reply) {
        body.release();
        connection.refuse(reply, false);
    }

    private void end() {
        if (connection.phase() == Connection.Phase.CLOSING) {
            return;
        }
        Incoming incoming = new Incoming(
                body.whole(),
                RequestHead.authorizations(request),
                RequestHead.tokenHeaders(request),
                RequestHead.tokenParameters(request),
                reception.client(request),
                System.currentTimeMillis(),
                loop,
                RequestHead.ownMark(request));
        connection.answering(incoming);
        reception.receive(incoming, reply -> onLoop(incoming, reply));
    }

    private void onLoop(Incoming incoming, Reply reply) {
        if (loop.inEventLoop()) {
            answer(incoming, reply);
        } else {
            loop.execute(() -> answer(incoming, reply));
        }
    }

    private void answer(Incoming incoming, Reply reply) {
        body.release();
        boolean last = connection.broken() || reception.stopping();
        if (!connection.answered()) {
            reception.answered(incoming, reply, began);
            return;
        }
        write(reply, last).onComplete(done -> reception.answered(incoming, reply, began));
        if (last) {
            connection.end();
        } else {
            connection.goOn();
        }
    }

    private Future<Void> write(Reply reply, boolean last) {
        HttpServerResponse response = request.response();
        response.setStatusCode(reply.status());
        response.putHeader(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
        response.putHeader(HttpHeaderNames.DATE, HttpDate.now());
        if (reply.header() != null) {
            response.putHeader(reply.header(), reply.value());
        }
        if (last) {
            response.putHeader(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return response.end(reply.body());
    }
}
