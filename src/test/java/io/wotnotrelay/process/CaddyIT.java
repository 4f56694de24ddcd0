package io.wotnotrelay.process;

import io.wotnotrelay.examples.Tool;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debian's Caddy with docs/examples/Caddyfile; without the certificate, which it would fetch from the internet. */
class CaddyIT extends ProxyContract {
    private Proxy caddy;

    @Override
    Proxy start(Path home, int relayPort) throws Exception {
        Path folder = Files.createDirectory(home.resolve("caddy"));
        int port = Proxy.freePort();
        // the outermost block is Caddy's own: no port for its administration
        String own = Files.readString(Path.of("docs/examples/Caddyfile")).replaceFirst("(?m)^\\{$", "{\n\tadmin off");
        Path file = Files.writeString(folder.resolve("Caddyfile"), own);
        caddy = new Proxy(
                port,
                folder.resolve("output.log"),
                Map.of(
                        "RELAY_DOMAIN",
                        "http://:" + port,
                        "RELAY_UPSTREAM",
                        "127.0.0.1:" + relayPort,
                        "XDG_DATA_HOME",
                        folder.toString(),
                        "XDG_CONFIG_HOME",
                        folder.toString()),
                List.of(Tool.CADDY.needed(), "run", "--adapter", "caddyfile", "--config", file.toString()));
        return caddy;
    }

    @Override
    Socket connect(String from, int port) throws IOException {
        return plain(from, port);
    }

    @Override
    String logs() throws IOException {
        return caddy.said();
    }
}
