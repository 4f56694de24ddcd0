package io.wotnotrelay.webhook;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What a connection is about at the moment, and until when. It begins when the connection is accepted, so that a TLS
 * handshake that never ends is the same as a head that never ends; then it stands in front of the HTTP decoder, since
 * only there such a head can be seen. Everything here runs on the connection's one thread, except the reading of
 * {@link #overdue}, {@link #droppable} and {@link #since}.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    /** How long a connection may stand between two requests. */
    static final Duration IDLE = Duration.ofSeconds(60);

    /** How long what is still sent after a refusal is read and thrown away, so that the refusal is not lost to a reset. */
    private static final Duration LINGER = Duration.ofSeconds(3);

    /** What a connection is about. */
    enum Phase {
        /** Between two requests. */
        IDLE,
        /** Before the end of a request's head. */
        HEAD,
        /** Before the end of a request's body. */
        BODY,
        /** Its answer is being made. */
        ANSWER,
        /** Its last answer was given. */
        CLOSING
    }

    /** How long each phase may last. */
    record Patience(Duration head, Duration body, Duration answer) {}

    private static final AttributeKey<Connection> OF = AttributeKey.valueOf(Connection.class, "of");

    private final Channel channel;
    private final Patience patience;
    private final Refusals refusals;
    private final String peer;
    private Supplier<String> client;
    private ChannelHandlerContext context;
    private volatile Phase phase = Phase.HEAD;
    private volatile long since = System.nanoTime();
    private volatile long deadline;
    private final Backlog backlog = new Backlog();
    private boolean spoke;
    private boolean broken;
    private Reply tooSlow = Reply.TIMEOUT;
    private Incoming incoming;

    /** Told of requests that are refused before they reach the route. */
    interface Refusals {
        /** @param body what came of it to be kept, or null */
        void refused(String client, Reply reply, Spool body);
    }

    Connection(Channel channel, Patience patience, Refusals refusals) {
        this.channel = channel;
        this.patience = patience;
        this.refusals = refusals;
        this.peer = address(channel);
        this.client = this::peer;
        channel.attr(OF).set(this);
        enter(Phase.HEAD, patience.head());
    }

    /** The one that was made for this channel; null when there is none. */
    static Connection of(Channel channel) {
        return channel.attr(OF).get();
    }

    /** Whoever has left already has none. */
    private static String address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress()
                : "unknown";
    }

    /** The address at the other end: the sender's, or a proxy's. */
    String peer() {
        return peer;
    }

    /** Who sends the request whose head is complete now, should it be refused. */
    void asks(Supplier<String> sender) {
        client = sender;
    }

    private void enter(Phase next, Duration time) {
        long now = System.nanoTime();
        since = now;
        deadline = now + time.toNanos();
        phase = next;
    }

    /** A request's head is complete. */
    void reading() {
        if (phase != Phase.BODY) {
            tooSlow = Reply.TIMEOUT;
            enter(Phase.BODY, patience.body());
        }
    }

    /** The body will be refused whatever else comes of it: also when it takes too long. */
    void refusingWith(Reply reply) {
        tooSlow = reply;
    }

    /** A request is complete. */
    void answering(Incoming request) {
        incoming = request;
        enter(Phase.ANSWER, patience.answer());
    }

    /** The answer is about to be written; false when the connection was given up meanwhile. */
    boolean answered() {
        incoming = null;
        backlog.ended();
        if (phase == Phase.CLOSING) {
            return false;
        }
        spoke = false;
        client = this::peer;
        enter(Phase.IDLE, IDLE);
        return true;
    }

    /** The answer was written: on to what came behind the request, once the decoder is through with what it has. */
    void goOn() {
        if (backlog.waits()) {
            context.executor().execute(this::feed);
        }
    }

    private void feed() {
        while (!backlog.behind(phase == Phase.ANSWER)) {
            Object next = backlog.next();
            if (next == null) {
                backlog.goOn(context);
                return;
            }
            channelRead(context, next);
            // answers are sent off at the end of a read only
            context.fireChannelReadComplete();
        }
    }

    /** Whether something after the request just answered is broken beyond reading. */
    boolean broken() {
        return broken;
    }

    Phase phase() {
        return phase;
    }

    /** Nanoseconds, as of {@link System#nanoTime}, when the phase began. */
    long since() {
        return since;
    }

    boolean overdue(long now) {
        return now - deadline > 0;
    }

    /** Whether nobody is told a lie when this connection is closed to make room. */
    boolean droppable() {
        return phase != Phase.ANSWER;
    }

    /** Answers and closes. What the peer still sends is thrown away. */
    void refuse(Reply reply, boolean bodiless) {
        refuse(reply, bodiless, null);
    }

    /** The same, and the body is kept. */
    void refuse(Reply reply, boolean bodiless, Spool body) {
        if (phase == Phase.CLOSING) {
            return;
        }
        refusals.refused(client.get(), reply, body);
        closing();
        ByteBuf bytes = Unpooled.wrappedBuffer(reply.closing(bodiless, HttpDate.now()));
        context.writeAndFlush(bytes).addListener(f -> HangUp.on(channel));
    }

    private void closing() {
        enter(Phase.CLOSING, LINGER);
        backlog.clear();
        backlog.goOn(context);
    }

    /** Closes once what was written so far is sent. */
    void end() {
        closing();
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(f -> HangUp.on(channel));
    }

    void close() {
        channel.close();
    }

    /** To be called on any thread when {@link #overdue}. */
    void expire() {
        channel.eventLoop().execute(() -> {
            if (overdue(System.nanoTime())) {
                expireNow();
            }
        });
    }

    private void expireNow() {
        switch (phase) {
            case HEAD -> {
                if (spoke) {
                    refuse(Reply.TIMEOUT, false);
                } else {
                    close();
                }
            }
            case BODY -> refuse(tooSlow, false);
            case ANSWER -> {
                deadline = System.nanoTime() + patience.answer().toNanos();
                incoming.late();
            }
            case IDLE, CLOSING -> close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (phase == Phase.CLOSING) {
            ReferenceCountUtil.release(msg);
            return;
        }
        if (backlog.behind(phase == Phase.ANSWER)) {
            backlog.hold(ctx, msg);
            return;
        }
        if (phase == Phase.IDLE) {
            enter(Phase.HEAD, patience.head());
        }
        spoke = true;
        ctx.fireChannelRead(msg);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        backlog.clear();
    }

    /** Answers pile up: when the peer does not read them it does not want them. Those of one read wait for its end, hence the flush. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            ctx.fireChannelWritabilityChanged();
            return;
        }
        ctx.flush();
        if (!ctx.channel().isWritable()) {
            close();
        }
    }

    /** Whether nothing more that was read matters. */
    boolean over() {
        return phase == Phase.CLOSING || broken;
    }

    /** A request's head was decoded. */
    void began() {
        backlog.began();
    }

    /** Something cannot be read. In the request that is being read, it is refused; in one behind it, the connection ends with the answer due. */
    void unreadable(Reply problem) {
        if (phase == Phase.ANSWER) {
            broken = true;
        } else {
            refuse(problem, false);
        }
    }
}
