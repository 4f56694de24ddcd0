package io.wotnotrelay.webhook;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;

/**
 * Stands behind the HTTP decoder and takes what cannot be read: Vert.x would give broken chunks no answer, and other
 * versions of HTTP one of its own.
 */
final class Decoded extends ChannelInboundHandlerAdapter {
    private final Connection connection;

    Decoded(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        Reply problem = msg instanceof HttpObject part ? RequestHead.undecodable(part) : null;
        if (connection.over()) {
            ReferenceCountUtil.release(msg);
        } else if (problem != null) {
            ReferenceCountUtil.release(msg);
            connection.unreadable(problem);
        } else {
            if (msg instanceof HttpRequest) {
                connection.began();
            }
            ctx.fireChannelRead(msg);
        }
    }
}
