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
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/** {@code run --demo}: a relay with nothing of the person's own, made-up conversations, and receivers that show them. */
final class Demo {
    private static final int CONVERSATIONS = 10;
    /** The same people at every start, so that the demo can be talked about. */
    private static final long SEED = 6;

    private static final int AT_THE_SAME_TIME = 3;

    private final Screen screen;
    private final String time;
    private final AtomicBoolean ending = new AtomicBoolean();
    private volatile RunningRelay relay;

    /** @param time how long the conversations take, such as {@code 1m} */
    Demo(Screen screen, String time) {
        this.screen = screen;
        this.time = time;
    }

    /** Runs until it is stopped. */
    void run() throws InterruptedException {
        quiet();
        try (Stage stage = stage()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stage), "stop"));
            // Neither the environment nor system properties: they are for the person's own relay.
            Settings settings = SettingsLoader.load(stage.settings(), Map.of(), new Properties(), TokenFiles.making());
            try (RunningRelay started = RunCommand.start(settings)) {
                relay = started;
                show(stage, settings.webhook().token());
                relay.await();
            }
        }
    }

    private Stage stage() {
        try {
            return Stage.open(screen);
        } catch (IOException e) {
            throw new Stop("The demo cannot write its temporary folder, or open a port: " + e.getMessage(), e);
        }
    }

    private void end(Stage stage) {
        stop();
        stage.close();
    }

    private void stop() {
        ending.set(true);
        if (relay != null) {
            relay.close();
        }
    }

    private void show(Stage stage, String token) throws InterruptedException {
        DemoConversations conversations = new DemoConversations(
                new WebhookClient(relay.webhook(), token, TokenPlace.AUTHORIZATION), ending::get, screen);
        Waiting waiting = new Waiting(relay.console());
        screen.say(Script.opening(
                Version.number(), stage.settings().getParent(), CONVERSATIONS, time.equals("1m") ? "a minute" : time));
        screen.say(List.of(""));
        stage.watch(waiting);
        DemoKeys keys = new DemoKeys(screen, stage.props(), conversations, this::stop);
        keys.listen();
        conversations.play(
                new Conversations(CONVERSATIONS, SEED, Clock.systemUTC().instant()), time, AT_THE_SAME_TIME);
        stage.settled(waiting);
        if (!ending.get()) {
            screen.say(Script.ending(stage.tally(), stage.data(), relay.webhook(), token));
        }
    }

    /** What the relay logs of its own start would stand between what the demo shows. */
    private static void quiet() {
        if (LoggerFactory.getLogger("io.wotnotrelay") instanceof ch.qos.logback.classic.Logger logger) {
            logger.setLevel(Level.WARN);
        }
    }
}
