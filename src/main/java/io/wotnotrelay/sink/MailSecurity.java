package io.wotnotrelay.sink;

import java.util.Locale;

/**
 * How the way to a mail server is protected, and the port that goes with it (RFC 8314 section 3.3 for 465 and 587, RFC
 * 5321 for 25). With {@link #STARTTLS} and {@link #TLS} a mail is never sent in the clear, whatever the server offers.
 */
enum MailSecurity {
    NONE(25),
    STARTTLS(587),
    TLS(465);

    private final int port;

    MailSecurity(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    /** As told; where nothing is, the port says it for 465, which speaks TLS from the first byte, and STARTTLS is asked for else. */
    static MailSecurity of(Parameters parameters) {
        String told = parameters.text("security");
        if (told == null) {
            return parameters.number("port", 0) == TLS.port ? TLS : STARTTLS;
        }
        for (MailSecurity known : values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(told.trim())) {
                return known;
            }
        }
        throw parameters.wrong("security", "is \"" + told + "\"; it can be none, starttls or tls");
    }
}
