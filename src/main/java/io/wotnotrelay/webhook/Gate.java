package io.wotnotrelay.webhook;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Stands where connections are accepted, and stops that for a moment when they come faster than the ones that have to
 * make room can be closed: newcomers then wait in the system's queue. Without it a burst takes the process's last file
 * descriptor, and with it the store's.
 */
@Sharable
final class Gate extends ChannelInboundHandlerAdapter {
    private static final String NAME = "gate";

    private final int most;
    private final Predicate<Channel> arrivals;
    private final AtomicInteger open = new AtomicInteger();
    private final CountDownLatch stands = new CountDownLatch(1);

    /**
     * @param wanted connections that are to be open; some more are let in, so that they can push others out
     * @param arrivals asked for each connection, before anything is read from it, whether it may come in
     */
    Gate(int wanted, Predicate<Channel> arrivals) {
        this.most = wanted + Math.max(2, wanted / 8);
        this.arrivals = arrivals;
    }

    /** Takes its place at the port this connection came through, unless it stands there. */
    void stand(Channel connection) {
        Channel port = connection.parent();
        if (port != null && stands.getCount() > 0) {
            port.eventLoop().execute(() -> {
                if (port.pipeline().get(NAME) == null) {
                    port.pipeline().addFirst(NAME, this);
                }
                stands.countDown();
            });
        }
    }

    /** Waits until it stands; whoever opens the port connects first. */
    void await() throws InterruptedException {
        stands.await(1, TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof Channel connection) {
            if (!arrivals.test(connection)) {
                // nobody listens to it yet
                connection.unsafe().closeForcibly();
                return;
            }
            connection.closeFuture().addListener(f -> left(ctx.channel()));
            if (open.incrementAndGet() >= most) {
                ctx.channel().config().setAutoRead(false);
                goOn(ctx.channel());
            }
        }
        ctx.fireChannelRead(msg);
    }

    private void left(Channel port) {
        open.decrementAndGet();
        goOn(port);
    }

    private void goOn(Channel port) {
        if (open.get() < most && !port.config().isAutoRead() && port.isOpen()) {
            port.config().setAutoRead(true);
        }
    }
}
