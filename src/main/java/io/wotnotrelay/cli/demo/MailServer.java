package io.wotnotrelay.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Consumer;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server of this machine alone, which sends nothing on. Switched off, its port is closed. */
final class MailServer implements Switchable {
    private final Consumer<Mail> mails;
    private final String password;
    private SMTPServer server;
    private int port;

    MailServer(String password, Consumer<Mail> mails) {
        this.password = password;
        this.mails = mails;
    }

    int port() {
        return port;
    }

    @Override
    public void on() {
        server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("demo.example.com")
                .softwareName("the demo of WotNot Relay")
                .messageHandlerFactory(Incoming::new)
                .authenticationHandlerFactory(
                        new EasyAuthenticationHandlerFactory((user, given, context) -> check(given)))
                .requireAuth()
                .build();
        server.start();
        port = server.getPortAllocated();
    }

    @Override
    public void off() {
        server.stop();
    }

    private void check(String given) throws LoginFailedException {
        if (!MessageDigest.isEqual(bytes(password), bytes(given))) {
            throw new LoginFailedException("535 5.7.8 This is not the demo's password");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One mail, for however many recipients. */
    private final class Incoming implements MessageHandler {
        /** @param context of the connection; whoever knows the password may send */
        Incoming(MessageContext context) {}

        @Override
        public void from(String from) {}

        @Override
        public void recipient(String recipient) {}

        @Override
        public String data(InputStream data) throws IOException {
            mails.accept(Mail.read(data));
            return null;
        }

        @Override
        public void done() {}
    }
}
