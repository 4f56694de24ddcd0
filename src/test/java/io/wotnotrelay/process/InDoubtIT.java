package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.wotnotrelay.sink.FakeGoogle;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the relay with SIGKILL while it writes rows to a sheet and to a file, and sends mails. {@code -Drelay.kills=100}
 * for more rounds (bench/doubt.sh).
 */
class InDoubtIT {
    private static final int KILLS = Integer.getInteger("relay.kills", 10);
    private static final int EVENTS = 60;
    private static final Pattern SENT_AGAIN =
            Pattern.compile("WARN .*Destination mail, event (\\d+): Sent again after a crash");

    @TempDir
    Path home;

    /** A thread of GreenMail ends with an exception when its client is killed: that is not what is waited for. */
    @BeforeAll
    static void letGreenMailBe() {
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    @AfterAll
    static void asBefore() {
        Awaitility.reset();
    }

    @Test
    void noRowIsLostOrDoubledAndEachDoubleMailIsAnnouncedWhenTheRelayIsKilled() throws Exception {
        GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();
        try (FakeGoogle google = new FakeGoogle();
                RelayProcess relay = new RelayProcess(home)) {
            google.answerNanos = Duration.ofMillis(100).toNanos();
            routes(relay, google, mails.getSmtp().getPort());
            Random random = new Random(20230901);
            int sent = 0;
            for (int round = 0; round < KILLS; round++) {
                relay.start();
                int mailsBefore = mails.getReceivedMessages().length;
                sent += send(relay, round);
                int wanted = mailsBefore + 10 + random.nextInt(EVENTS - 10);
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> mails.getReceivedMessages().length >= wanted);
                relay.kill();
            }
            relay.start();
            int all = sent;
            await().atMost(Duration.ofMinutes(5)).untilAsserted(() -> {
                assertThat(sheet(google)).hasSizeGreaterThanOrEqualTo(all);
                assertThat(csv()).hasSizeGreaterThanOrEqualTo(all);
                assertThat(seqs(mails).keySet()).hasSize(all);
                assertThat(relay.metric("relay_waiting")).isZero();
            });
            relay.stop();

            assertThat(sheet(google)).doesNotHaveDuplicates().hasSize(all);
            assertThat(csv()).doesNotHaveDuplicates().hasSize(all);
            Set<Long> twice = new HashSet<>();
            seqs(mails).forEach((seq, times) -> {
                if (times > 1) {
                    twice.add(seq);
                }
            });
            Set<Long> announced = announced(relay);
            System.out.printf(
                    "%d kills, %d events: 0 rows lost, 0 double; of the sheet %s, of the file %s;"
                            + " %d mails twice, %d announced as sent again%n",
                    KILLS, all, looked(relay, "sheet"), looked(relay, "csv"), twice.size(), announced.size());
            assertThat(announced).containsAll(twice);
        } finally {
            mails.stop();
        }
    }

    private int send(RelayProcess relay, int round) throws Exception {
        for (int n = 0; n < EVENTS; n += 10) {
            List<String> items = new ArrayList<>();
            for (int i = n; i < n + 10; i++) {
                String text = "text-%d-%d".formatted(round, i);
                items.add(Bodies.batch("of-" + text, List.of(text)).replaceAll("^\\{\"events\":\\[|]}$", ""));
            }
            assertThat(relay.post("{\"events\":[" + String.join(",", items) + "]}")
                            .statusCode())
                    .isEqualTo(200);
        }
        return EVENTS;
    }

    private static List<String> sheet(FakeGoogle google) {
        synchronized (google) {
            return google.tabs.get("Sheet1").texts().stream()
                    .skip(1)
                    .map(row -> row.get(0))
                    .toList();
        }
    }

    private List<String> csv() throws IOException {
        return Files.readAllLines(home.resolve("rows.csv")).stream()
                .skip(1)
                .map(line -> line.split(",")[0])
                .toList();
    }

    /** How often each event was sent; the subject is its place in the log. */
    private static Map<Long, Integer> seqs(GreenMail mails) throws Exception {
        Map<Long, Integer> seqs = new HashMap<>();
        for (MimeMessage mail : mails.getReceivedMessages()) {
            seqs.merge(Long.valueOf(mail.getSubject()), 1, Integer::sum);
        }
        return seqs;
    }

    private static Set<Long> announced(RelayProcess relay) throws IOException {
        Set<Long> announced = new HashSet<>();
        Matcher line = SENT_AGAIN.matcher(relay.said());
        while (line.find()) {
            announced.add(Long.valueOf(line.group(1)));
        }
        return announced;
    }

    /** What was found when somebody looked. */
    private static String looked(RelayProcess relay, String destination) throws IOException {
        String lines = "Destination " + destination + ", event \\d+: In doubt after a crash: it was ";
        long found =
                Pattern.compile(lines + "found").matcher(relay.said()).results().count();
        long missing = Pattern.compile(lines + "not there")
                .matcher(relay.said())
                .results()
                .count();
        return found + " found and " + missing + " missing after a crash";
    }

    private void routes(RelayProcess relay, FakeGoogle google, int smtp) throws IOException {
        Files.writeString(home.resolve("google-key.json"), google.key().toString());
        Files.writeString(relay.routes().resolve("all.camel.yaml"), """
                - route:
                    from:
                      uri: wotnot:sheet
                      parameters: {events: message, batch: 5/50ms, rate: 6000/1m}
                      steps:
                        - to:
                            uri: kamelet:google-sheets-row-sink
                            parameters:
                              spreadsheetId: "%s"
                              serviceAccountKey: "file:%s"
                              rootUrl: "%s/"
                              columns: "Text: ${body.text}"
                - route:
                    from:
                      uri: wotnot:csv
                      parameters: {events: message, rate: 40/1s}
                      steps:
                        - to:
                            uri: kamelet:csv-file-sink
                            parameters:
                              file: "%s"
                              sync: true
                              columns: |
                                Text: ${body.text}
                                Id: ${body.id}
                - route:
                    from:
                      uri: wotnot:mail
                      parameters: {events: message}
                      steps:
                        - to:
                            uri: kamelet:email-alert-sink
                            parameters:
                              host: 127.0.0.1
                              port: %d
                              security: none
                              from: alerts@example.com
                              to: sales@example.com
                              subject: ${body.seq}
                """.formatted(
                        FakeGoogle.SPREADSHEET,
                        home.resolve("google-key.json"),
                        google.rootUrl(),
                        home.resolve("rows.csv"),
                        smtp));
    }
}
