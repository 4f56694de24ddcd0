package io.wotnotrelay.cli;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Sends many requests over several connections. Requests of one list go one after the other. */
final class Sender {
    private final WebhookClient client;
    private final Pace pace;
    private final BiConsumer<Post, Answer> each;

    Sender(WebhookClient client, Pace pace, BiConsumer<Post, Answer> each) {
        this.client = client;
        this.pace = pace;
        this.each = each;
    }

    /** @throws Stop when nothing listens */
    void send(Iterator<List<Post>> lists, int connections) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<?>> running = IntStream.range(0, connections)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> work(lists)))
                    .toList();
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(1, TimeUnit.SECONDS);
        }
    }

    private Void work(Iterator<List<Post>> lists) throws InterruptedException {
        for (List<Post> list = next(lists); list != null; list = next(lists)) {
            for (Post post : list) {
                pace.await(post.events());
                each.accept(post, client.post(post.body()));
            }
        }
        return null;
    }

    private static List<Post> next(Iterator<List<Post>> lists) {
        synchronized (lists) {
            return lists.hasNext() ? lists.next() : null;
        }
    }
}
