package io.wotnotrelay.sink;

import java.util.regex.Pattern;

/**
 * What text of an event becomes in a Slack message. By Slack's rules only {@code & < >} steer
 * (docs.slack.dev/messaging/formatting-message-text), and as entities they are letters: no mention, no link of the
 * visitor's own making. What is left is what Slack makes of plain letters: emphasis and addresses it finds by itself. A
 * zero-width space keeps those apart.
 */
final class SlackText {
    /** Slack cuts at 40,000 characters; what is cut here says so. */
    static final int MOST = 39_000;

    private static final String APART = "\u200b";
    private static final Pattern EMPHASIS = Pattern.compile("[*_~`]");
    private static final Pattern ADDRESS = Pattern.compile("(?<=[a-zA-Z0-9])(://|\\.(?=[a-zA-Z0-9]))");
    private static final Pattern EVERYBODY =
            Pattern.compile("@(?=channel|here|everyone|group)", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTE = Pattern.compile("(?m)^(?=&gt;)");
    private static final Pattern WEB = Pattern.compile("https?://[!-~&&[^<>|]]+");

    /** What leads nowhere, where an event has no address. */
    private static final String NOWHERE = "about:blank";

    private SlackText() {}

    /** As letters and nothing else. */
    static String inert(String text) {
        String apart = EVERYBODY.matcher(MailText.plain(text)).replaceAll("@" + APART);
        apart = EMPHASIS.matcher(apart).replaceAll("$0" + APART);
        apart = ADDRESS.matcher(apart).replaceAll("$1" + APART);
        return QUOTE.matcher(entities(apart)).replaceAll(APART);
    }

    /** The address of a link which the route's author has opened with {@code <}. */
    static String address(String text) {
        String trimmed = text.strip();
        return WEB.matcher(trimmed).matches() ? entities(trimmed) : NOWHERE;
    }

    static boolean isAddress(String text) {
        return text != null && WEB.matcher(text.strip()).matches();
    }

    static String cut(String text) {
        return text.length() <= MOST ? text : Escape.whole(text.substring(0, MOST)) + "… [cut]";
    }

    private static String entities(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
