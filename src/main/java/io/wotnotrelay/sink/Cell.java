package io.wotnotrelay.sink;

import java.util.regex.Pattern;

/** The text of one cell of a table. */
final class Cell {
    /** Stands at the end of a text that was cut. */
    static final String MARK = "… [cut]";

    /** What spreadsheets take for the beginning of a formula (OWASP, CSV Injection). */
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");

    private Cell() {}

    /** Without U+0000 and halves of surrogate pairs, which become U+FFFD, and at most {@code most} UTF-16 units long. */
    static String text(String text, int most) {
        return cut(Escape.whole(text).replace('\0', '\ufffd'), most);
    }

    /**
     * The same with an apostrophe before what a spreadsheet would take for a formula. Plain numbers, telephone numbers
     * such as +15555550100 among them, stay as they are.
     */
    static String harmless(String text, int most) {
        boolean formula = !text.isEmpty()
                && FORMULA.indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
        return text(formula ? "'" + text : text, most);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        // where there is hardly any room, all of it is the text's
        String mark = most < 4 * MARK.length() ? "" : MARK;
        int end = most - mark.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + mark;
    }
}
