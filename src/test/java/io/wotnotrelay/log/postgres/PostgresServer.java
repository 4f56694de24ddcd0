package io.wotnotrelay.log.postgres;

import io.wotnotrelay.config.Settings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A real PostgreSQL, started by whoever needs it first. It refuses to run as root: there it is started in a user namespace
 * of its own ({@code unshare -U}), in which it is nobody.
 */
public final class PostgresServer implements AutoCloseable {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final Path folder;
    private final int port;
    private final List<String> command = new ArrayList<>();
    private final EmbeddedPostgres running;

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
                    // its lock would outlive a killed server that nobody has asked yet how it ended
                    .setServerConfig("unix_socket_directories", "")
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

    /** The number that a question about it is answered with; 1 for true. */
    public long number(String question) {
        try (Connection connection = running.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getObject(1) instanceof Boolean truth ? (truth ? 1 : 0) : row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a user with a schema of its own, who must know a password. */
    public void requirePassword(String user, String password) throws IOException {
        sql("CREATE ROLE " + user + " LOGIN PASSWORD '" + password + "'");
        sql("CREATE SCHEMA AUTHORIZATION " + user);
        Path rules = folder.resolve("pg_hba.conf");
        Files.writeString(rules, "host all " + user + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
        sql("SELECT pg_reload_conf()");
        Awaitility.await().until(() -> refuses(user));
    }

    /** Makes a user who is let in over TLS alone. */
    public void refuseWithoutTls(String user) throws IOException {
        sql("CREATE ROLE " + user + " LOGIN");
        Path rules = folder.resolve("pg_hba.conf");
        Files.writeString(
                rules,
                "hostssl all " + user + " 127.0.0.1/32 trust\nhostnossl all " + user + " 127.0.0.1/32 reject\n"
                        + Files.readString(rules));
        sql("SELECT pg_reload_conf()");
        Awaitility.await().until(() -> refuses(user));
    }

    private boolean refuses(String user) {
        try (Connection open = running.getDatabase(user, "postgres").getConnection()) {
            return !open.isValid(1);
        } catch (SQLException e) {
            return true;
        }
    }

    /** As {@code kill -9} of the server's first process: the others see that it is gone and end. */
    public void kill() throws IOException {
        Path pid = folder.resolve("postmaster.pid");
        long number = Long.parseLong(Files.readAllLines(pid).get(0).strip());
        ProcessHandle server = ProcessHandle.of(number).orElseThrow();
        command.clear();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(server.info().command().orElseThrow());
        command.addAll(List.of(server.info().arguments().orElseThrow()));
        server.destroyForcibly();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> isOver(number));
    }

    /** Also while nobody has asked how it ended: whoever adopted it may be slow to. */
    private static boolean isOver(long process) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** After {@link #kill()}: on the same port, with the same data. It goes through its log first. */
    public void restart() throws IOException {
        // the server takes a process that nobody has asked how it ended for one that runs
        Files.deleteIfExists(folder.resolve("postmaster.pid"));
        File said = folder.resolveSibling("restarted.log").toFile();
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said)
                .start();
    }

    @Override
    public void close() throws IOException {
        running.close();
    }
}
