package io.wotnotrelay.log.postgres;

import io.wotnotrelay.config.Settings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL, started by whoever needs it first. It refuses to run as root: there it is started in a user namespace
 * of its own ({@code unshare -U}), in which it is nobody.
 */
public final class PostgresServer implements AutoCloseable {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final Path folder;
    private final int port;
    private EmbeddedPostgres running;

    private PostgresServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.running = start();
    }

    private static final class Shared {
        static final PostgresServer ONE = begin();
    }

    /** The one that all tests of this process use; not to be stopped. */
    public static PostgresServer shared() {
        return Shared.ONE;
    }

    /** One of the caller's own, to be killed. */
    public static PostgresServer begin() {
        try {
            Path folder = Files.createTempDirectory("relay-postgres");
            return new PostgresServer(folder.resolve("data"), freePort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    // the library switches both off
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("shared_buffers", "32MB")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new empty schema. */
    public Settings.Store database() {
        String name = "test_" + SCHEMAS.incrementAndGet();
        sql("CREATE SCHEMA " + name);
        return store("jdbc:postgresql://127.0.0.1:" + port + "/postgres?currentSchema=" + name);
    }

    /** The settings of a store there. */
    public static Settings.Store store(String url) {
        return new Settings.Store(url, 0, "postgres", "any", 4);
    }

    public int port() {
        return port;
    }

    /** Runs a statement in it. */
    public void sql(String text) {
        try (Connection connection = running.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@code kill -9} of the server's first process: the others see that it is gone and end. */
    public void kill() throws IOException, InterruptedException {
        Path pid = folder.resolve("postmaster.pid");
        long number = Long.parseLong(Files.readAllLines(pid).get(0).strip());
        ProcessHandle server = ProcessHandle.of(number).orElseThrow();
        server.destroyForcibly();
        server.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** After {@link #kill()}: on the same port, with the same data. */
    public void restart() {
        running = start();
    }

    @Override
    public void close() throws IOException {
        running.close();
    }
}
