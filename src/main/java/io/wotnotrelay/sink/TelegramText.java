package io.wotnotrelay.sink;

import java.util.regex.Pattern;

/**
 * What text of an event becomes in a Telegram message of parse mode HTML (core.telegram.org/bots/api#html-style): with
 * {@code & < > "} as entities it is letters. What Telegram finds in plain letters by itself (addresses, mentions,
 * commands, hashtags, e-mail) is kept apart by a zero-width space.
 */
final class TelegramText {
    /** Characters of a message after its entities are read; the author's markup is counted too, to be safe. */
    static final int MOST = 4096;

    private static final String APART = "\u200b";
    private static final Pattern FOUND = Pattern.compile("([@#/$])(?=[\\p{L}\\p{N}_])");
    private static final Pattern ADDRESS = Pattern.compile("(?<=[\\p{L}\\p{N}])(://|\\.(?=[\\p{L}\\p{N}]))");

    private TelegramText() {}

    /** As letters and nothing else. */
    static String inert(String text) {
        String apart = ADDRESS.matcher(MailText.plain(text)).replaceAll("$1" + APART);
        return Escape.markup(FOUND.matcher(apart).replaceAll("$1" + APART));
    }

    /** As the value of an attribute which the route's author has begun, such as the address of a link. */
    static String attribute(String text) {
        return SlackText.isAddress(text) ? Escape.markup(text.strip()) : "about:blank";
    }
}
