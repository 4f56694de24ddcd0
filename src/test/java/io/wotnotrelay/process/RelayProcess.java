package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** The packaged relay as a process of its own, in a folder of its own, so that it can be killed. */
final class RelayProcess implements AutoCloseable {
    static final String TOKEN = "token-of-the-process-tests";

    private HttpClient client = client(HttpClient.newBuilder());
    private String scheme = "http";
    private String plugins = "";

    private final Path home;
    private final Path data;
    private final int port;
    private final int consolePort;
    private Process process;

    RelayProcess(Path home, String... properties) throws IOException {
        this(home, home.resolve("data"), properties);
    }

    /** With a data folder of somebody else's. */
    RelayProcess(Path home, Path data, String... properties) throws IOException {
        this.home = home;
        this.port = freePort();
        this.consolePort = freePort();
        Files.createDirectories(routes());
        this.data = data;
        List<String> lines = new ArrayList<>(List.of(
                "relay.data=" + data,
                "relay.routes=" + routes(),
                "relay.webhook.host=127.0.0.1",
                "relay.webhook.port=" + port,
                "relay.webhook.token=" + TOKEN,
                "relay.console.port=" + consolePort));
        lines.addAll(List.of(properties));
        Files.write(home.resolve("application.properties"), lines);
    }

    private static HttpClient client(HttpClient.Builder builder) {
        return builder.connectTimeout(Duration.ofSeconds(2)).build();
    }

    /** Its webhook speaks HTTPS, as its properties say, with a certificate that is trusted here. */
    void speaksTls(SSLContext trust) {
        scheme = "https";
        client = client(HttpClient.newBuilder().sslContext(trust));
    }

    /** From its next start on with the jars of this folder, as {@code bin/relay} has those of {@code plugins/}. */
    void plugins(Path folder) {
        plugins = ":" + folder.resolve("*");
    }

    Path routes() {
        return home.resolve("routes");
    }

    Path data() {
        return data;
    }

    Path log() {
        return home.resolve("relay.log");
    }

    URI webhook() {
        return URI.create(scheme + "://127.0.0.1:" + port + "/webhook");
    }

    long pid() {
        return process.pid();
    }

    int port() {
        return port;
    }

    void start() throws IOException {
        launch();
        await("the relay answers; its log is " + log())
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(this::answers);
    }

    /** Starts a relay that is expected to end by itself, and answers with its exit code. */
    int runToItsEnd() throws IOException, InterruptedException {
        launch();
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("the relay ended, see " + log())
                .isTrue();
        return process.exitValue();
    }

    private void launch() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx256m",
                "-Dlogback.configurationFile=target/classes/logback.xml",
                "-cp",
                "target/classes:target/test-classes:target/lib/*" + plugins,
                "io.wotnotrelay.Relay"));
        command.addAll(
                List.of("--config", home.resolve("application.properties").toString(), "run"));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** All it has printed since the folder was made. */
    String said() throws IOException {
        return Files.readString(log());
    }

    /** Sends a signal, such as STOP, to the process. */
    void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    /** SIGKILL, and the end of the process. */
    void kill() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.waitFor(20, TimeUnit.SECONDS);
    }

    /** SIGTERM, and the end of the process. One that does not end tells where its threads stand. */
    int stop() throws IOException, InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the relay did not stop. It said:\n" + said() + "\n" + threads());
        }
        return process.exitValue();
    }

    private String threads() throws IOException {
        Path jstack = Path.of(System.getProperty("java.home"), "bin", "jstack");
        Process dump = new ProcessBuilder(jstack.toString(), Long.toString(pid()))
                .redirectErrorStream(true)
                .start();
        return new String(dump.getInputStream().readAllBytes());
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(webhook())
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    String metrics() throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + consolePort + "/observe/metrics");
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** The sum of all series of a metric. */
    double metric(String name) throws IOException, InterruptedException {
        return metrics()
                .lines()
                .filter(l -> l.startsWith(name + " ") || l.startsWith(name + "{"))
                .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the relay ended with " + process.exitValue() + ", see " + log());
        }
        try {
            return post("").statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
