package io.wotnotrelay.destination.failure;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes secrets out of what is shown: known values, and all of an URL but its server. Makes one line of it. */
public final class Redaction {
    private static final Pattern URL = Pattern.compile("\\b[a-zA-Z][a-zA-Z0-9+.-]*://[^\\s\"'<>|]+");
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
    private static final int LONGEST = 300;
    private static final int SHORTEST_SECRET = 4;

    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    /** From now on this value is shown as dots. */
    public void hide(String secret) {
        if (secret != null && secret.strip().length() >= SHORTEST_SECRET) {
            secrets.add(secret.strip());
        }
    }

    /** One line, without secrets, at most {@value #LONGEST} characters. */
    public String line(String text) {
        if (text == null) {
            return "";
        }
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "•••");
        }
        clean = BREAKS.matcher(servers(clean)).replaceAll(" ").strip();
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST - 1) + "…";
    }

    /** The whole of a text of several lines, with dots for secrets and nothing else taken out. */
    public String text(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "•••");
        }
        return clean;
    }

    private static String servers(String text) {
        return URL.matcher(text).replaceAll(m -> Matcher.quoteReplacement(server(m.group())));
    }

    /** Scheme, host and port of an URL; never its user, path or query, which may be secrets. */
    static String server(String url) {
        if (url == null) {
            return "The server";
        }
        try {
            URI uri = URI.create(url.replaceAll("[?#].*", ""));
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return uri.getHost() == null ? uri.getScheme() + "://…" : uri.getScheme() + "://" + uri.getHost() + port;
        } catch (IllegalArgumentException e) {
            int colon = url.indexOf(':');
            return (colon < 0 ? "" : url.substring(0, colon + 1)) + "//…";
        }
    }
}
