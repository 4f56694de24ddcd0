package io.wotnotrelay.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Makes what goes into a log. */
public final class Items {
    private static final AtomicLong NUMBERS = new AtomicLong(1L << 40);

    private Items() {}

    public static NewEvent item(String text) {
        return item("message\u001ftext", text.getBytes(StandardCharsets.UTF_8));
    }

    public static NewEvent item(String kind, byte[] raw) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(raw);
            return new NewEvent(kind, Arrays.copyOf(hash, 16), raw);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Receipt receipt(int events) {
        return receipt(events, 1_000);
    }

    public static Receipt receipt(int events, long receivedAt) {
        return new Receipt(NUMBERS.incrementAndGet(), receivedAt, Receipt.Outcome.ACCEPTED, null, events, 0);
    }

    public static Appended append(EventLog log, String... texts) {
        return await(log.append(receipt(texts.length), items(texts)));
    }

    public static List<NewEvent> items(String... texts) {
        return Arrays.stream(texts).map(Items::item).toList();
    }

    public static String text(StoredEvent event) {
        return new String(event.raw(), StandardCharsets.UTF_8);
    }

    public static List<String> texts(List<StoredEvent> events) {
        return events.stream().map(Items::text).toList();
    }

    /** What the stage completes with; its own exception where it failed. */
    public static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
