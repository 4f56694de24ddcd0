package io.wotnotrelay.destination;

/**
 * Finds within a sentence what is to be done. Everything this project says of a mistake first tells what is wrong, and
 * then, after a semicolon or a full stop, how to mend it.
 */
final class Remedy {
    private Remedy() {}

    /** Null where the sentence only tells what is wrong. */
    static String in(String sentence) {
        boolean quoted = false;
        for (int i = 0; i + 2 < sentence.length(); i++) {
            char c = sentence.charAt(i);
            if (c == '\'') {
                quoted = quoted ? word(sentence, i + 1) : !word(sentence, i - 1);
            } else if (!quoted && sentence.charAt(i + 1) == ' ' && (c == ';' || stops(sentence, i))) {
                String rest = sentence.substring(i + 2).strip();
                return Character.toUpperCase(rest.charAt(0)) + rest.substring(1);
            }
        }
        return null;
    }

    /** Whether a letter or digit stands there, so that an apostrophe beside it is within a word. */
    private static boolean word(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }

    private static boolean stops(String text, int at) {
        return ".?!".indexOf(text.charAt(at)) >= 0 && Character.isUpperCase(text.charAt(at + 2));
    }
}
