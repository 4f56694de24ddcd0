package io.wotnotrelay.process;

import io.wotnotrelay.certificate.TestCertificate;
import io.wotnotrelay.examples.Tool;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** Debian's nginx with docs/examples/nginx.conf. */
class NginxIT extends ProxyContract {
    private static final String MAIN = """
            daemon off;
            master_process off;
            pid PREFIX/nginx.pid;
            error_log PREFIX/main.log info;
            events {}
            http {
                client_body_temp_path PREFIX/body;
                proxy_temp_path PREFIX/proxy;
                fastcgi_temp_path PREFIX/fastcgi;
                uwsgi_temp_path PREFIX/uwsgi;
                scgi_temp_path PREFIX/scgi;
                include PREFIX/relay.conf;
            }
            """;

    private Path folder;
    private SSLContext trust;

    @Override
    Proxy start(Path home, int relayPort) throws Exception {
        folder = Files.createDirectory(home.resolve("nginx"));
        TestCertificate certificate = TestCertificate.make(folder, "dns:relay.example.com");
        certificate.write(folder.resolve("fullchain.pem"), folder.resolve("privkey.pem"));
        trust = TestCertificate.trusting(certificate);
        int port = Proxy.freePort();
        String shown = Files.readString(Path.of("docs/examples/nginx.conf"));
        String own = shown.replace("listen 443 ssl", "listen 127.0.0.1:" + port + " ssl")
                .replace("http://127.0.0.1:8080", "http://127.0.0.1:" + relayPort)
                .replace("/etc/letsencrypt/live/relay.example.com", folder.toString())
                .replace("/var/log/nginx", folder.toString());
        Files.writeString(folder.resolve("relay.conf"), own);
        Files.writeString(folder.resolve("nginx.conf"), MAIN.replace("PREFIX", folder.toString()));
        return new Proxy(
                port,
                folder.resolve("output.log"),
                Map.of(),
                List.of(Tool.NGINX.needed(), "-p", folder.toString(), "-c", folder + "/nginx.conf"));
    }

    @Override
    Socket connect(String from, int port) throws Exception {
        Socket plain = plain(from, port);
        return trust.getSocketFactory().createSocket(plain, "relay.example.com", port, true);
    }

    @Override
    String logs() throws IOException {
        return Files.readString(folder.resolve("wotnot-relay.log"))
                + Files.readString(folder.resolve("wotnot-relay-error.log"));
    }
}
