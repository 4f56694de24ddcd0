package io.wotnotrelay.webhook;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.webhook.tls.ServerCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port WotNot posts to: HTTP/1.1 on Vert.x, one event loop a core. It takes nothing on trust: heads, bodies and
 * pauses have deadlines, connections and buffered bytes have bounds, and what is not plain HTTP/1.1 is refused.
 */
final class WebhookServer {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookServer.class);
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final long SWEEP_MILLIS = 250;

    /** How often the files of the certificate are looked at. */
    private static final long LOOK_MILLIS = 2_000;

    private final Settings.Webhook settings;
    private final ServerCertificate certificate;
    private final Reception reception;
    private final RequestHead head;
    private final Connections connections;
    private final Gate gate;
    private final Body.Room room;
    private Vertx vertx;
    private volatile int port;

    /** @param certificate null for plain HTTP */
    WebhookServer(Settings.Webhook settings, Reception reception, ServerCertificate certificate) {
        this.settings = settings;
        this.certificate = certificate;
        this.reception = reception;
        this.head = new RequestHead(settings);
        this.room = Body.Room.ofHeap(settings.maxBody());
        this.connections = new Connections(settings.maxConnections());
        this.gate = new Gate(connections.most(), channel -> arrived(channel) != null);
    }

    /**
     * Listens.
     *
     * @throws IllegalStateException with a sentence when the port cannot be had
     */
    synchronized void open() {
        if (vertx != null) {
            return;
        }
        Vertx fresh = Vertx.vertx(options());
        try {
            DeploymentOptions loops = new DeploymentOptions().setInstances(loops());
            await(fresh.deployVerticle(Listener::new, loops));
        } catch (Exception e) {
            fresh.close();
            throw new IllegalStateException(
                    "The webhook cannot listen on " + settings.host() + ":" + settings.port() + ": " + e.getMessage()
                            + ". Free the port or set relay.webhook.port to another one.",
                    e);
        }
        fresh.setPeriodic(SWEEP_MILLIS, id -> connections.sweep());
        vertx = fresh;
        first();
        if (certificate != null) {
            fresh.setPeriodic(LOOK_MILLIS, id -> fresh.executeBlocking(this::look));
        }
        LOG.info("The webhook listens on {}://{}:{}{}", settings.scheme(), settings.host(), port, settings.path());
    }

    private Void look() {
        certificate.look();
        return null;
    }

    /** The first connection is the relay's own: behind it the gate stands, and what serves connections is loaded. */
    private void first() {
        String host = settings.host().equals("0.0.0.0") ? "127.0.0.1" : settings.host();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 1_000);
            if (certificate != null) {
                certificate.tryHandshake(socket);
            }
            gate.await();
        } catch (IOException e) {
            LOG.debug("The webhook did not reach its own port: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes the port and what is still connected. */
    synchronized void close() {
        if (vertx != null) {
            try {
                await(vertx.close());
            } catch (Exception e) {
                LOG.warn("The webhook's port did not close as it should: {}", e.getMessage());
            }
            vertx = null;
        }
    }

    /** The port listened on; 0 before. */
    int port() {
        return port;
    }

    int connections() {
        return connections.size();
    }

    private final class Listener extends AbstractVerticle {
        @Override
        public void start(Promise<Void> started) {
            HttpServer server = vertx.createHttpServer(http())
                    .connectionHandler(WebhookServer.this::connected)
                    .requestHandler(WebhookServer.this::request);
            server.listen()
                    .onSuccess(s -> port = s.actualPort())
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }

    /** A connection was accepted; null when it has to go, since all others are being answered. */
    private Connection arrived(Channel channel) {
        Connection connection = new Connection(
                channel,
                new Connection.Patience(settings.headTimeout(), settings.bodyTimeout(), settings.commitTimeout()),
                reception::refused);
        if (!connections.add(connection)) {
            return null;
        }
        channel.closeFuture().addListener(f -> connections.remove(connection));
        return connection;
    }

    /** A connection speaks HTTP from now on: with TLS, its handshake is done. */
    private void connected(HttpConnection http) {
        Channel channel = ((ConnectionBase) http).channel();
        gate.stand(channel);
        Connection connection = Connection.of(channel);
        if (connection == null) {
            // came before the gate stood
            connection = arrived(channel);
        }
        if (connection == null) {
            channel.close();
            return;
        }
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addBefore("httpDecoder", "connection", connection);
        pipeline.addBefore("handler", "decoded", new Decoded(connection));
    }

    private void request(HttpServerRequest request) {
        Channel channel = ((ConnectionBase) request.connection()).channel();
        Connection connection = Connection.of(channel);
        if (connection == null || connection.phase() == Connection.Phase.CLOSING) {
            return;
        }
        connection.asks(() -> reception.client(request));
        Reply refusal = head.refusal(request);
        if (refusal != null && !(refusal == Reply.TOO_LARGE && RequestHead.worthReading(request))) {
            connection.refuse(refusal, RequestHead.bodiless(request));
            return;
        }
        EventExecutor loop = channel.eventLoop();
        long length = RequestHead.length(request.headers());
        // only a large body needs to be known for the real sender's before it is there
        boolean authentic = (length < 0 || length > Body.SMALL) && reception.authentic(request);
        Body body = new Body(room, length, settings.maxBody(), authentic);
        HttpExchange exchange = new HttpExchange(reception, connection, request, loop, body);
        if (refusal == null) {
            exchange.begin();
        } else {
            exchange.tooLarge(Buffer.buffer());
        }
    }

    private HttpServerOptions http() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(settings.host())
                // Vert.x: all instances share the free port that a negative number asks for.
                .setPort(settings.port() == 0 ? -1 : settings.port())
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_HEAD)
                .setMaxChunkSize(Body.LARGE)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHandle100ContinueAutomatically(false);
        return certificate == null ? options : tls(options);
    }

    /** No ALPN: without it there is no HTTP/2. */
    private HttpServerOptions tls(HttpServerOptions options) {
        return options.setSsl(true)
                .setUseAlpn(false)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                .setSslHandshakeTimeout(settings.headTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeyCertOptions(certificate.options());
    }

    private static VertxOptions options() {
        return new VertxOptions()
                .setEventLoopPoolSize(loops())
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }

    private static int loops() {
        return Math.min(4, Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    private static void await(io.vertx.core.Future<?> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
