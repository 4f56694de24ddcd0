package io.wotnotrelay.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Everything around the demo's relay: a folder of its own, and the servers that show what the relay sends them. Closing
 * it deletes the folder.
 */
public final class Stage implements AutoCloseable {
    private static final int MILLIS_BETWEEN_LOOKS = 100;
    private static final int SECONDS_TO_SETTLE = 10;

    private final Path folder;
    private final Screen screen;
    private final Tally tally = new Tally();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(Stage::daemon);
    private final Props props;
    private final Tail tail;

    private Stage(Screen screen) throws IOException {
        this.screen = screen;
        this.folder = Files.createTempDirectory("wotnot-relay-demo-");
        this.tail = new Tail(data().resolve("events.csv"), this::row);
        String hookSecret = "whsec_" + Base64.getEncoder().encodeToString(random(32));
        String mailPassword = word(18);
        this.props = new Props(new MailServer(mailPassword, this::mail), new HookServer(hookSecret, this::hook));
        try {
            props.open();
            ShippedRoutes.write(folder.resolve("routes"), props.hooksPort());
            Files.write(settings(), properties(hookSecret, mailPassword));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Opens the servers and writes the files.
     *
     * @throws IOException with a sentence when the temporary folder cannot be written, or no port is to be had
     */
    public static Stage open(Screen screen) throws IOException {
        return new Stage(screen);
    }

    /** The application.properties of the demo's relay. */
    public Path settings() {
        return folder.resolve("application.properties");
    }

    /** Where the relay keeps its data, and writes its rows. */
    public Path data() {
        return folder.resolve("data");
    }

    /** What has arrived. */
    public Tally tally() {
        return tally;
    }

    /** The servers that can be switched off. */
    public Props props() {
        return props;
    }

    /**
     * Begins to show rows, and what waits while a receiver is off.
     *
     * @param waiting of the demo's relay
     */
    public void watch(Waiting waiting) {
        looks.scheduleWithFixedDelay(this::showRows, 0, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
        looks.scheduleWithFixedDelay(() -> showWaiting(waiting), 1, 1, TimeUnit.SECONDS);
    }

    /** Shows nothing more of what waits and what is written. */
    public void stopWatching() {
        looks.shutdownNow();
    }

    /** Returns when nothing waits any more and all rows are shown, or something has to wait longer than usual. */
    public void settled(Waiting waiting) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_SETTLE);
        try {
            while (!waiting.now().isEmpty() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
            }
        } catch (IOException e) {
            // the relay is being stopped: nothing more will come
        }
        showRows();
    }

    private List<String> properties(String hookSecret, String mailPassword) {
        return List.of(
                "# Of the demo, as long as it runs.",
                "relay.webhook.host=127.0.0.1",
                "relay.webhook.port=0",
                "relay.console.port=0",
                "relay.webhook.token=demo-" + word(9),
                "relay.store.min-free=16MiB",
                "demo.WEBHOOK_SECRET=" + hookSecret,
                "demo.SMTP_PASSWORD=" + mailPassword,
                "camel.kamelet.email-alert-sink.port=" + props.mailPort(),
                "camel.kamelet.email-alert-sink.security=none");
    }

    private void mail(Mail mail) {
        screen.show(Ink.MAIL, mail.lines(tally.mail(mail.inReplyTo())));
    }

    private void hook(Hook hook) {
        tally.hook(hook.signature() == Hook.Signature.VALID);
        screen.show(Ink.HOOK, List.of(hook.line()));
    }

    private void row(Row row) {
        tally.row();
        screen.show(Ink.ROW, List.of(row.line()));
    }

    private void showRows() {
        try {
            tail.read();
        } catch (IOException e) {
            screen.news("The rows cannot be shown: " + e.getMessage());
        }
    }

    private void showWaiting(Waiting waiting) {
        try {
            waiting.news(waiting.now(), props.allOn()).ifPresent(screen::news);
        } catch (IOException e) {
            // the relay is stopping, or too busy to tell; the next look will
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }

    private static String word(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(bytes));
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "demo-looks");
        thread.setDaemon(true);
        return thread;
    }

    /** After the relay has been closed; again without effect. */
    @Override
    public synchronized void close() {
        looks.shutdownNow();
        props.close();
        delete();
    }

    private void delete() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException | UncheckedIOException e) {
            screen.news("The folder " + folder + " could not be deleted (" + e + "); delete it yourself.");
        }
    }
}
