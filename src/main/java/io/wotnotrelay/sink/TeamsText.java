package io.wotnotrelay.sink;

import java.util.regex.Pattern;

/**
 * What text of an event becomes in an Adaptive Card, whose text blocks read a part of Markdown
 * (learn.microsoft.com/adaptive-cards/authoring-cards/text-features). There is no sure way to quote it, so a zero-width
 * space keeps apart what would steer: emphasis, lists, links, entities, mentions, and functions of dates.
 */
final class TeamsText {
    private static final String APART = "\u200b";
    private static final Pattern STEERS =
            Pattern.compile("([*_~`]|\\](?=[(\\[])|\\{(?=\\{)|<(?=[\\p{L}/!])|&(?=[a-zA-Z#]))");
    private static final Pattern LIST = Pattern.compile("(?m)^(\\h*(?:[-+>#]+|\\d{1,9}[.)]))(?=\\h|$)");
    private static final Pattern ADDRESS = Pattern.compile("(?<=[\\p{L}\\p{N}])(://|[.@:](?=[\\p{L}\\p{N}]))");

    private TeamsText() {}

    /** As letters and nothing else; a line break stays one. */
    static String inert(String text) {
        String apart = STEERS.matcher(MailText.plain(text)).replaceAll("$1" + APART);
        apart = LIST.matcher(apart).replaceAll("$1" + APART);
        return ADDRESS.matcher(apart).replaceAll("$1" + APART).replace("\n", "\n\n");
    }

    /** The address of a link which the route's author has opened with {@code ](}. */
    static String address(String text) {
        return SlackText.isAddress(text)
                ? text.strip().replace("(", "%28").replace(")", "%29").replace("\\", "%5C")
                : "about:blank";
    }
}
