package io.wotnotrelay.sink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server that talks raw bytes, for what no decent server does. */
final class EvilServer implements AutoCloseable {
    /** What it does with a connection whose request has begun to come. */
    interface Deed {
        void on(OutputStream out, CountDownLatch end) throws Exception;
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    EvilServer(Deed deed) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), deed);
    }

    EvilServer(ServerSocket server, Deed deed) {
        this.server = server;
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    sockets.add(socket);
                    threads.execute(() -> serve(socket, deed));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private void serve(Socket socket, Deed deed) {
        try (socket) {
            InputStream in = socket.getInputStream();
            if (in.read(new byte[65536]) > 0) {
                deed.on(socket.getOutputStream(), end);
            }
        } catch (Exception e) {
            // the other side has gone, as it should
        }
    }

    /** Writes the text, then one byte every 20 ms for as long as anyone takes them. */
    static Deed dripping(String head) {
        return (out, end) -> {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            while (!end.await(20, TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        };
    }

    /** Writes the text, then as many bytes as anyone takes. */
    static Deed endless(String head) {
        return (out, end) -> {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] page = new byte[65536];
            java.util.Arrays.fill(page, (byte) 'x');
            while (end.getCount() > 0) {
                out.write(page);
            }
        };
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/";
    }

    int connections() {
        return sockets.size();
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
