package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watches the relay's system calls: no 200 leaves before the fdatasync that covers its event has ended. */
class SyncedBeforeAnsweredIT {
    private static final int CLIENTS = 8;
    private static final int REQUESTS_EACH = 150;
    private static final Path STRACE = Path.of("/usr/bin/strace");

    @TempDir
    Path home;

    @Test
    void noAnswerIsWrittenBeforeTheSyncThatCoversItsEvent() throws Exception {
        assumeTrue(Files.isExecutable(STRACE), "strace is not on this machine");
        Path trace = home.resolve("strace.txt");
        try (RelayProcess relay = new RelayProcess(home)) {
            relay.start();
            Process strace = watch(relay, trace);
            try {
                clients(relay);
            } finally {
                strace.destroy();
                strace.waitFor();
            }
            SystemCalls calls = SystemCalls.read(trace);
            assertThat(calls.answers()).hasSize(CLIENTS * REQUESTS_EACH);
            assertThat(calls.answers())
                    .allSatisfy(answer -> assertThat(calls.syncedBefore(answer))
                            .as(answer.toString())
                            .isTrue());
        }
    }

    private static Process watch(RelayProcess relay, Path trace) throws IOException {
        Path said = trace.resolveSibling("strace.said");
        Process strace = new ProcessBuilder(
                        STRACE.toString(),
                        "-f",
                        "-y",
                        "-s",
                        "70000",
                        "-o",
                        trace.toString(),
                        "-e",
                        "trace=read,recvfrom,readv,write,writev,sendto,sendmsg,pwrite64,fdatasync,fsync",
                        "-p",
                        Long.toString(relay.pid()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        await("strace attaches")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Files.readString(said).contains("attached"));
        return strace;
    }

    private static void clients(RelayProcess relay) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> running = new ArrayList<>();
        for (int c = 0; c < CLIENTS; c++) {
            int client = c;
            running.add(threads.submit(() -> client(relay, client)));
        }
        threads.shutdown();
        for (Future<?> one : running) {
            one.get();
        }
    }

    private static Void client(RelayProcess relay, int client) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
            socket.setTcpNoDelay(true);
            for (int n = 0; n < REQUESTS_EACH; n++) {
                socket.getOutputStream().write(request("marker-%d-%04d.".formatted(client, n)));
                assertThat(answer(socket.getInputStream())).startsWith("HTTP/1.1 200");
            }
        }
        return null;
    }

    private static byte[] request(String marker) {
        String body = Bodies.batch("conversation", List.of(marker));
        return ("POST /webhook HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + RelayProcess.TOKEN
                        + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String answer(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] some = new byte[2048];
        while (!answer.toString().endsWith("\"}")) {
            int n = in.read(some);
            assertThat(n).as("the connection was closed after: %s", answer).isPositive();
            answer.append(new String(some, 0, n, StandardCharsets.UTF_8));
        }
        return answer.toString();
    }
}
