package io.wotnotrelay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MailTest {
    private static final String MIME = """
            From: WotNot alerts <alerts@example.com>
            To: sales@example.com, support@example.com
            Subject: =?UTF-8?Q?WotNot:_S=C3=B8ren?=
            In-Reply-To: <conversation-1@example.com>
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/html; charset=UTF-8

            <p>marked up</p>
            --b
            Content-Type: text/plain; charset=UTF-8

            Søren wrote

            one
            two
            three
            --b--
            """;

    @Test
    void itIsReadAsAMailProgramShowsIt() throws IOException {
        Mail mail = read(MIME);

        assertThat(mail.from()).isEqualTo("WotNot alerts <alerts@example.com>");
        assertThat(mail.to()).isEqualTo("sales@example.com, support@example.com");
        assertThat(mail.subject()).isEqualTo("WotNot: Søren");
        assertThat(mail.inReplyTo()).isEqualTo("<conversation-1@example.com>");
        assertThat(mail.text()).startsWith("Søren wrote");
    }

    @Test
    void itIsABlockWithItsHeadsItsThreadAndItsFirstLines() throws IOException {
        assertThat(read(MIME).lines(2))
                .contains(
                        "│ From         WotNot alerts <alerts@example.com>",
                        "│ To           sales@example.com, support@example.com",
                        "│ Subject      WotNot: Søren",
                        "│ In-Reply-To  <conversation-1@example.com>  mail 2 of this thread",
                        "│ Søren wrote",
                        "│ one",
                        "│ two")
                .doesNotContain("│ three", "│ ");
        assertThat(read(MIME).lines(1)).anyMatch(line -> line.endsWith("begins a thread"));
    }

    @Test
    void noLineIsWiderThanTheTerminalAndNothingInItActs() {
        String wide = "x".repeat(200) + "\u001b[2J";
        Mail mail = new Mail(wide, wide, wide, wide, "\u001b[2J" + wide);

        assertThat(mail.lines(12))
                .allSatisfy(line ->
                        assertThat(line).hasSizeLessThanOrEqualTo(Columns.WIDTH).doesNotContain("\u001b"));
    }

    @Test
    void aMailWithoutAThreadAndWithoutTextIsShownAllTheSame() throws IOException {
        assertThat(read("From: a@example.com\n\n").lines(0))
                .contains("│ From         a@example.com")
                .noneMatch(line -> line.contains("In-Reply-To"));
    }

    private static Mail read(String mime) throws IOException {
        return Mail.read(new ByteArrayInputStream(mime.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
    }
}
