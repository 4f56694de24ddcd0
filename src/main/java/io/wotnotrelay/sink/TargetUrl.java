package io.wotnotrelay.sink;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** Where to post: scheme, host and port are the route's; an event can fill in parts of the path and the query, encoded. */
final class TargetUrl {
    private static final Pattern ORIGIN = Pattern.compile("(https?://[^/?#\\s]+)([/?].*)?", Pattern.CASE_INSENSITIVE);

    private final URI origin;
    private final Template template;
    private final URI constant;

    private TargetUrl(URI origin, Template template) {
        this.origin = origin;
        this.template = template;
        this.constant = template.constant() ? URI.create(template.write(null, Escape::url)) : null;
    }

    /**
     * @throws IllegalArgumentException with a sentence, when it is no such URL
     */
    static TargetUrl of(CamelContext context, String url) {
        String text = url.trim();
        URI origin = origin(text);
        if (text.indexOf('#') >= 0) {
            throw new IllegalArgumentException("it has a #, which is never sent; write %23 if one is meant");
        }
        return new TargetUrl(origin, Template.of(context, text).mapText(Escape::urlAsWritten));
    }

    /** Scheme, host and port of a URL whose rest may be a template. */
    private static URI origin(String url) {
        Matcher parts = ORIGIN.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("it is not a URL that starts with https:// or http:// and a host");
        }
        String origin = parts.group(1);
        if (Template.start(origin, 0) >= 0) {
            throw new IllegalArgumentException("the host must be written out: events may only fill in the path and the"
                    + " query, or a visitor could choose where the data goes");
        }
        if (origin.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "it holds a user name or password; use the parameters username and password");
        }
        URI uri = URI.create(origin);
        if (uri.getHost() == null || uri.getPort() > 0xffff) {
            throw new IllegalArgumentException("\"" + origin + "\" has no host or port that can be reached");
        }
        return uri;
    }

    URI origin() {
        return origin;
    }

    /**
     * @throws UnfitEventException when the event's data would climb to another path
     */
    URI of(Exchange exchange) {
        if (constant != null) {
            return constant;
        }
        String url = template.write(exchange, Escape::url);
        int query = url.indexOf('?');
        for (String segment : (query < 0 ? url : url.substring(0, query)).split("/")) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new UnfitEventException("the event would make a part of the url's path \"" + segment + "\","
                        + " which leads to another path than the route means");
            }
        }
        return URI.create(url);
    }
}
