package io.wotnotrelay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/examples/certbot-deploy-hook.sh, called as certbot calls it. */
class CertbotHookTest {
    @TempDir
    private Path folder;

    private int renewed(String domain, String content) throws IOException, InterruptedException {
        Path live = Files.createDirectories(folder.resolve("live").resolve(domain));
        Files.writeString(live.resolve("fullchain.pem"), "chain " + content);
        Files.writeString(live.resolve("privkey.pem"), "key " + content);
        ProcessBuilder hook = new ProcessBuilder("sh", "docs/examples/certbot-deploy-hook.sh").inheritIO();
        hook.environment().put("RENEWED_LINEAGE", live.toString());
        hook.environment().put("RELAY_TLS_FOLDER", folder.resolve("tls").toString());
        hook.environment()
                .put(
                        "RELAY_GROUP",
                        Tool.run(java.util.List.of("id", "-g")).said().strip());
        return hook.start().waitFor();
    }

    @Test
    void eachRenewalReplacesTheCopiesThatTheRelaysGroupMayRead() throws Exception {
        assertThat(renewed("relay.example.com", "1")).isZero();
        assertThat(renewed("relay.example.com", "2")).isZero();
        Path tls = folder.resolve("tls");
        assertThat(tls.resolve("fullchain.pem")).hasContent("chain 2");
        assertThat(tls.resolve("privkey.pem")).hasContent("key 2");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tls.resolve("privkey.pem"))))
                .isEqualTo("rw-r-----");
    }

    @Test
    void theCertificateOfAnotherNameIsLeftAlone() throws Exception {
        assertThat(renewed("www.example.com", "1")).isZero();
        assertThat(folder.resolve("tls")).doesNotExist();
    }
}
