package io.wotnotrelay.cli;

import io.wotnotrelay.cli.demo.Props;
import io.wotnotrelay.cli.demo.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The letters a person may type during the demo. */
final class DemoKeys implements AutoCloseable {
    private static final int MILLIS_BETWEEN_LOOKS = 100;
    private static final String TIME_OF_ONE_CONVERSATION = "5s";

    private final Screen screen;
    private final Props props;
    private final DemoConversations conversations;
    private final Runnable stop;
    private final InputStream in = System.in;
    private final ScheduledExecutorService looks = Executors.newScheduledThreadPool(2, DemoKeys::daemon);

    DemoKeys(Screen screen, Props props, DemoConversations conversations, Runnable stop) {
        this.screen = screen;
        this.props = props;
        this.conversations = conversations;
        this.stop = stop;
    }

    /** Looks instead of waiting: a read would halt the demo when it runs in the background of a terminal. */
    void listen() {
        looks.scheduleWithFixedDelay(this::look, 0, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    /** Ends a conversation that is being played, too. */
    @Override
    public void close() {
        looks.shutdownNow();
        try {
            looks.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            while (in.available() > 0) {
                typed((char) in.read());
            }
        } catch (IOException e) {
            screen.news(e.getMessage());
        }
    }

    private void typed(char letter) throws IOException {
        switch (letter) {
            case 'c' -> looks.execute(this::oneMore);
            case 'h' -> screen.news(props.switchHooks());
            case 'm' -> screen.news(props.switchMail());
            case 'q' -> stop.run();
            default -> {}
        }
    }

    private void oneMore() {
        try {
            Conversations one = new Conversations(
                    1, new Random().nextLong(), Clock.systemUTC().instant());
            conversations.play(one, TIME_OF_ONE_CONVERSATION, 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "demo-keys");
        thread.setDaemon(true);
        return thread;
    }
}
