package io.wotnotrelay.cli.demo;

import java.io.IOException;

/** The demo's two receivers, and whether each is switched on. */
public final class Props implements AutoCloseable {
    private final MailServer mail;
    private final HookServer hooks;
    private boolean mailOn;
    private boolean hooksOn;

    Props(MailServer mail, HookServer hooks) {
        this.mail = mail;
        this.hooks = hooks;
    }

    synchronized void open() throws IOException {
        mailOn = switched(mail, false);
        hooksOn = switched(hooks, false);
    }

    int mailPort() {
        return mail.port();
    }

    int hooksPort() {
        return hooks.port();
    }

    /** Switches the mail server off, or on again. */
    public synchronized String switchMail() throws IOException {
        mailOn = switched(mail, mailOn);
        return mailOn
                ? "The mail server is back."
                : "The mail server is off. The mails of what comes now have to wait.";
    }

    /** Switches the endpoint of the hooks off, or on again. */
    public synchronized String switchHooks() throws IOException {
        hooksOn = switched(hooks, hooksOn);
        return hooksOn
                ? "The endpoint of the hooks is back."
                : "The endpoint of the hooks is off. The hooks of what comes now have to wait.";
    }

    synchronized boolean allOn() {
        return mailOn && hooksOn;
    }

    private static boolean switched(Switchable server, boolean on) throws IOException {
        if (on) {
            server.off();
        } else {
            server.on();
        }
        return !on;
    }

    @Override
    public synchronized void close() {
        if (mailOn) {
            mail.off();
        }
        if (hooksOn) {
            hooks.off();
        }
        mailOn = false;
        hooksOn = false;
    }
}
