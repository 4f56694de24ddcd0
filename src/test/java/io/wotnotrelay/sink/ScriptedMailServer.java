package io.wotnotrelay.sink;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that answers what the test says: refusing, silent, dripping, breaking off; with STARTTLS if asked to. */
public final class ScriptedMailServer implements AutoCloseable {
    /** As an answer: the connection ends. */
    public static final String DROP = "drop";

    /** As an answer: none comes. */
    public static final String SILENCE = "silence";

    /** As an answer: a byte every 20 ms, for ever. */
    public static final String DRIP = "drip";

    /** All lines that came, mails left out. */
    public final List<String> commands = new CopyOnWriteArrayList<>();

    /** The mails that came. */
    public final List<String> mails = new CopyOnWriteArrayList<>();

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile SSLContext tls;

    public ScriptedMailServer() throws IOException {
        answers.putAll(Map.of(
                "greeting", "220 mail.example.com",
                "EHLO", "250-mail.example.com\r\n250 AUTH PLAIN",
                "HELO", "250 mail.example.com",
                "AUTH", "235 2.7.0 welcome",
                "MAIL", "250 ok",
                "RCPT", "250 ok",
                "DATA", "354 go on",
                ".", "250 taken",
                "RSET", "250 ok",
                "QUIT", "221 bye"));
        threads.execute(this::accept);
    }

    /** From now on it answers this command (its first word, or a whole line, or {@code greeting}, or {@code .} after a mail) so. */
    public ScriptedMailServer says(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    /** It offers STARTTLS with this context. */
    public ScriptedMailServer startTls(SSLContext context) {
        tls = context;
        return says("EHLO", "250-mail.example.com\r\n250-AUTH PLAIN\r\n250 STARTTLS")
                .says("STARTTLS", "220 go on");
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket plain) {
        try (Socket closed = plain) {
            Socket socket = closed;
            answer(socket, "greeting");
            BufferedReader in = reader(socket);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                String command = line.split(" ")[0].toUpperCase(java.util.Locale.ROOT);
                answer(socket, answers.containsKey(line) ? line : command);
                if (command.equals("STARTTLS")) {
                    socket = secured(socket);
                    in = reader(socket);
                } else if (command.equals("DATA") && answers.get("DATA").startsWith("354")) {
                    mail(in);
                    answer(socket, ".");
                }
            }
        } catch (IOException | InterruptedException e) {
            // the other side has gone, or this one was told to
        }
    }

    private void mail(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append("\r\n");
        }
        mails.add(mail.toString());
    }

    private void answer(Socket socket, String command) throws IOException, InterruptedException {
        String answer = answers.getOrDefault(command, "502 what?");
        OutputStream out = socket.getOutputStream();
        switch (answer) {
            case DROP -> throw new IOException("dropped");
            case SILENCE -> end.await();
            case DRIP -> {
                while (!end.await(20, TimeUnit.MILLISECONDS)) {
                    out.write('2');
                    out.flush();
                }
            }
            default -> {
                out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }

    private Socket secured(Socket socket) throws IOException {
        SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        return secure;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        end.countDown();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
