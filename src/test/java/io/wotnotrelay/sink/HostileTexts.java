package io.wotnotrelay.sink;

import java.util.stream.Stream;

/** What visitors type. */
final class HostileTexts {
    private HostileTexts() {}

    /** What arrives where U+0000 and halves of characters cannot. */
    static String whole(String text) {
        return text.replaceAll(
                "\\x00|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]", "\ufffd");
    }

    static Stream<String> all() {
        return Stream.of(
                "",
                " leading and trailing ",
                "\"quotes\" 'single' `back` \\ backslash \\n \\u0041 \\\" end\\",
                "line\nbreak\r\nand\ttab",
                "${body.id} ${exception.stacktrace} ${env:PATH} ${sys:user.home} ${bean:x}",
                "{{relay.data}} {{env:PATH}} {{?x}} \\{{",
                "$simple{body.id} ${",
                "} }} ]] \"}, {\"admin\": true, \"x\": \"",
                "nul\u0000 bell\u0007 escape\u001b[2J del\u007f",
                "lone \ud83d high, lone \udc00 low \ud83d",
                "bidi \u202e\u2066 zero\u200bwidth \ufeff bom \u2028 \u2029",
                "ünïcödé 漢字 😀 👩‍👩‍👧",
                "<script>alert(1)</script> & &amp; =IMPORTXML(1) @channel",
                "%0d%0aX-Evil: 1 %2e%2e/../..?a=b#c",
                "RAW(x) RAW{y} #bean:evil #class:java.lang.Thread resource:file:/etc/passwd",
                "\r\nX-Evil: 1\r\n\r\nGET / HTTP/1.1",
                "x".repeat(1_000_000),
                "\"\\\ud83d".repeat(100_000));
    }
}
