package io.wotnotrelay.cli;

import ch.qos.logback.classic.Level;
import io.wotnotrelay.app.RunningRelay;
import io.wotnotrelay.cli.demo.Screen;
import io.wotnotrelay.cli.demo.Script;
import io.wotnotrelay.cli.demo.Stage;
import io.wotnotrelay.cli.demo.Waiting;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.Settings.TokenPlace;
import io.wotnotrelay.config.SettingsLoader;
import io.wotnotrelay.config.TokenFiles;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/** {@code run --demo}: a relay with nothing of the person's own, made-up conversations, and receivers that show them. */
final class Demo {
    private static final int CONVERSATIONS = 10;
    /** The same people at every start, so that the demo can be talked about. */
    private static final long SEED = 6;

    private static final int AT_THE_SAME_TIME = 3;
    private static final int LONGEST_END_SECONDS = 25;

    private final Screen screen;
    private final String time;
    private final Thread main = Thread.currentThread();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** @param time how long the conversations take, such as {@code 1m} */
    Demo(Screen screen, String time) {
        this.screen = screen;
        this.time = time;
    }

    /** Runs until it is stopped. */
    void run() throws InterruptedException {
        quiet();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "stop"));
        try (Stage stage = stage()) {
            // Neither the environment nor system properties: they are for the person's own relay.
            Settings settings = SettingsLoader.load(stage.settings(), Map.of(), new Properties(), TokenFiles.making());
            try (RunningRelay relay = RunCommand.start(settings)) {
                show(stage, relay, settings.webhook().token());
            }
        } catch (InterruptedException | RuntimeException e) {
            if (!ending.get()) {
                throw e;
            }
        } finally {
            ended.countDown();
        }
    }

    /** Ends the playing first: a request that meets a closing port would be complained of. */
    private void stop() {
        if (ending.compareAndSet(false, true)) {
            main.interrupt();
        }
    }

    private void stopAndWait() {
        stop();
        try {
            if (!ended.await(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                screen.news("The demo has not ended in time; its folder may be left in the temporary folder.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Stage stage() {
        try {
            return Stage.open(screen);
        } catch (IOException e) {
            throw new Stop("The demo cannot write its temporary folder, or open a port: " + e.getMessage(), e);
        }
    }

    private void show(Stage stage, RunningRelay relay, String token) throws InterruptedException {
        WebhookClient client = new WebhookClient(relay.webhook(), token, TokenPlace.AUTHORIZATION, Trust.standard());
        DemoConversations conversations = new DemoConversations(client, ending::get, screen);
        Waiting waiting = new Waiting(relay.console());
        screen.say(Script.opening(
                Version.number(), stage.settings().getParent(), CONVERSATIONS, time.equals("1m") ? "a minute" : time));
        screen.say(List.of(""));
        try (DemoKeys keys = new DemoKeys(screen, stage.props(), conversations, this::stop)) {
            stage.watch(waiting);
            keys.listen();
            conversations.play(
                    new Conversations(CONVERSATIONS, SEED, Clock.systemUTC().instant()), time, AT_THE_SAME_TIME);
            stage.settled(waiting);
            screen.say(Script.ending(stage.tally(), stage.data(), relay.webhook(), token));
            relay.await();
        } finally {
            stage.stopWatching();
        }
    }

    /** What the relay logs of its own start would stand between what the demo shows. */
    private static void quiet() {
        if (LoggerFactory.getLogger("io.wotnotrelay") instanceof ch.qos.logback.classic.Logger logger) {
            logger.setLevel(Level.WARN);
        }
    }
}
