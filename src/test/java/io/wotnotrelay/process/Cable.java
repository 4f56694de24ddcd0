package io.wotnotrelay.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a client and a server on this machine talk through, so that it can be cut: then nothing comes through, and nobody is told. */
final class Cable implements AutoCloseable {
    private final ServerSocket here = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final int port;
    private boolean cut;

    /** {@code port}: the server's. */
    Cable(int port) throws IOException {
        this.port = port;
        start("cable-" + port, this::accept);
    }

    /** Where the client connects to. */
    int port() {
        return here.getLocalPort();
    }

    synchronized void cut() {
        cut = true;
    }

    synchronized void mend() {
        cut = false;
        notifyAll();
    }

    private synchronized void awaitWhole() throws InterruptedException {
        while (cut) {
            wait();
        }
    }

    private void accept() throws Exception {
        while (true) {
            Socket client = here.accept();
            awaitWhole();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
            // or each answer of the database waits for what the kernel would send with it
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            sockets.addAll(List.of(client, server));
            start("cable-there", () -> pass(client, server));
            start("cable-back", () -> pass(server, client));
        }
    }

    private void pass(Socket from, Socket to) throws Exception {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[16 * 1024];
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                awaitWhole();
                out.write(some, 0, n);
                out.flush();
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception e) {
                        // one end is closed: so is the other
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        mend();
        here.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
