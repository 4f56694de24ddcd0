package io.wotnotrelay.sink;

import java.net.IDN;
import java.util.regex.Pattern;

/**
 * One mail address with the name before it, which may be empty.
 *
 * @param address {@code local@domain}, in ASCII
 */
record Mailbox(String name, String address) {
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    /** What makes other servers or programs read an address as a route, a command, a file or an expression. */
    private static final Pattern DETOUR = Pattern.compile("^-|[%!|/`${}]");

    /** RFC 5321 section 4.5.3.1. */
    private static final int MOST = 254;

    private static final int MOST_LOCAL = 64;

    /**
     * Exactly one address, without a name, a comment, quotes, a group or a route (a dot-atom of RFC 5322 section 3.4.1);
     * null for anything else. Letters beyond ASCII in the domain become its IDNA form.
     */
    static String address(String text) {
        int at = text.lastIndexOf('@');
        if (text.length() > MOST || at < 1 || at > MOST_LOCAL) {
            return null;
        }
        String domain = domain(text.substring(at + 1));
        String local = text.substring(0, at);
        if (domain == null || !LOCAL.matcher(local).matches()) {
            return null;
        }
        String address = local + "@" + domain;
        return address.length() > MOST ? null : address;
    }

    /** The same for an address a visitor may have typed: no ways around, and a domain of two labels at least. */
    static String strangersAddress(String text) {
        String address = address(text);
        if (address == null
                || DETOUR.matcher(address.substring(0, address.lastIndexOf('@')))
                        .find()) {
            return null;
        }
        return address.indexOf('.', address.lastIndexOf('@')) < 0 ? null : address;
    }

    private static String domain(String text) {
        try {
            String domain = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES);
            return DOMAIN.matcher(domain).matches() ? domain : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** As it stands in From, To, Cc and Reply-To. */
    String header() {
        String phrase = MailHeader.phrase(name);
        return phrase.isEmpty() ? address : phrase + "\r\n <" + address + ">";
    }

    /** What follows the @. */
    String host() {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
