package io.wotnotrelay.event;

import java.util.regex.Pattern;

/**
 * One of the patterns of a subscription. {@code *} stands for one or more characters, dots included, wherever it stands.
 *
 * @param text as it was written
 * @param glob what it matches, where it has a {@code *}; else null
 */
record KindPattern(String text, Pattern glob) {
    static final String ALL = "all";

    /** Types longer than this are cut in a {@link Kind#key()}, so nothing longer can match. */
    private static final int LONGEST = 2 * Kind.LONGEST + 1;

    private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}_:*-]+(\\.[\\p{L}\\p{N}_:*-]+)*");

    /** @throws IllegalArgumentException with a sentence, for a pattern that makes no sense */
    static KindPattern of(String option, String text) {
        if (text.isEmpty()) {
            throw senseless(option, text, "is blank: is there a comma too many?");
        }
        if (text.chars().anyMatch(Character::isWhitespace)) {
            throw senseless(option, text, "has a blank inside: separate types with commas.");
        }
        if (text.startsWith("!")) {
            throw senseless(option, text, "starts with '!': name what is not wanted in 'except'.");
        }
        if (text.length() > LONGEST
                || text.contains("**")
                || !WORDS.matcher(text).matches()) {
            throw senseless(
                    option,
                    text.length() > LONGEST ? text.substring(0, LONGEST) : text,
                    "is no event type: types are words joined by dots, such as message.form.response, and '*' stands"
                            + " for one or more characters.");
        }
        return new KindPattern(text, text.contains("*") ? glob(text) : null);
    }

    private static IllegalArgumentException senseless(String option, String text, String why) {
        return new IllegalArgumentException("'" + option + "': the pattern '" + text + "' " + why);
    }

    private static Pattern glob(String text) {
        String quoted = Pattern.quote(text).replace("*", "\\E.+\\Q");
        return Pattern.compile(quoted, Pattern.DOTALL);
    }

    boolean all() {
        return text.equals(ALL) || text.equals("*");
    }

    /** What WotNot sends under a name of the relay's own is not what somebody wants who names that. */
    boolean matches(Kind kind) {
        boolean own = kind.source().equals(Event.RELAY);
        if (own ? !namesOwn() : text.startsWith(OwnKinds.PREFIX)) {
            return false;
        }
        if (glob == null && !all()) {
            return text.equals(kind.type()) || text.equals(name(kind));
        }
        return all()
                || glob.matcher(name(kind)).matches()
                || glob.matcher(kind.type()).matches();
    }

    /** Whether a documented kind answers to it, or it speaks of the relay's own. */
    boolean documented() {
        if (text.startsWith(OwnKinds.PREFIX)) {
            return OwnKinds.all().stream().anyMatch(k -> matches(new Kind(Event.RELAY, k.name(), null)));
        }
        return namesOwn() || KnownKinds.all().stream().anyMatch(k -> matches(new Kind(Event.WOTNOT, k.name(), null)));
    }

    /** Whether it speaks of the relay's own kinds, which nobody gets without asking. */
    private boolean namesOwn() {
        return text.startsWith(OwnKinds.PREFIX) || text.startsWith("conversation.") || text.startsWith("lead.");
    }

    private static String name(Kind kind) {
        return kind.subtype() == null ? kind.type() : kind.type() + "." + kind.subtype();
    }
}
