package io.wotnotrelay.cli.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** What the demo says before and after its conversations. */
public final class Script {
    private Script() {}

    /** What is about to be seen. */
    public static List<String> opening(String version, Path folder, int conversations, String time) {
        return """
                WotNot Relay %s, the demo. All of it stays on this machine, in a folder deleted at the end:
                %s

                WotNot tells one address what happens in your chats. The relay stands at that address, keeps each
                event on disk and forwards it to your destinations. A destination is a short file. Four run now:

                  event-log       every event          a row in a table          row   message.text …
                  email-alert     new chats and forms  a mail to your team       ┌─ mail ───────────
                  signed-webhook  new chats and forms  a call to your software   POST /hooks/wotnot …
                  by-type         each kind of event   a table of its own        (shown at the end)

                WotNot, the mail server and your software are played by the demo. %d conversations follow, a few
                at the same time, in about %s.
                """.formatted(version, folder, conversations, time).lines().toList();
    }

    /** What was seen, where it is, and what to try. */
    public static List<String> ending(Tally tally, Path data, URI webhook, String token) {
        return """

                That was it. What has become of it:

                  %4d rows    in events.csv: open it with any spreadsheet
                  %4d mails   %d threads: mails of one conversation have the same In-Reply-To, so that mail programs
                               show them together
                  %4d hooks   %s
                       files   leads.csv, conversations.csv, team.csv, other.jsonl: sorted by type

                They are in %s
                The four destinations are beside it, in routes/: open one, it reads like what it does.

                Try it. Type a letter and Enter:
                  c   one more conversation
                  h   switch the software that gets the hooks off, then c: the hooks wait. h again: they come
                  m   the same with the mail server
                  q   end, as Ctrl-C does

                Or be WotNot yourself, in a second terminal:
                  bin/relay send --conversations 1 --url %s --token %s

                Your own relay: bin/relay run, and docs/quickstart.md step by step.

                """.formatted(
                tally.rows(),
                tally.mails(),
                tally.threads(),
                tally.hooks(),
                tally.wrong() == 0
                        ? "each with a signature that the receiver has checked"
                        : tally.wrong() + " of them WITHOUT a valid signature",
                data,
                webhook,
                token).lines().toList();
    }
}
