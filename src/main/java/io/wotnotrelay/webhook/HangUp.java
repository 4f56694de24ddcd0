package io.wotnotrelay.webhook;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/** Tells the other end that no more will be written, and goes on reading: closed at once, an answer could be lost to a reset. */
final class HangUp {
    private HangUp() {}

    /** TLS says so itself, or anyone on the way could have cut the answer short. */
    static void on(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound().addListener(f -> shutDown(channel));
        } else {
            shutDown(channel);
        }
    }

    private static void shutDown(Channel channel) {
        if (channel instanceof DuplexChannel duplex && channel.isActive()) {
            duplex.shutdownOutput();
        }
    }
}
