package io.wotnotrelay.config;

import io.wotnotrelay.config.Settings.TokenPlace;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * How a value is written.
 *
 * @param is what it is, with its article: "a port"
 * @param write what to write, with an example
 * @param read makes the value of its text; any RuntimeException means that the text is not of this form
 */
record Form<T>(String is, String write, Function<String, T> read) {
    static final Form<Integer> PORT =
            new Form<>("a port", "a number from 0 to 65535, such as 8080", s -> (int) whole(s, 0, 65535));
    static final Form<Integer> COUNT =
            new Form<>("a count", "a whole number from 0 on, such as 1000", s -> (int) whole(s, 0, Integer.MAX_VALUE));
    static final Form<Integer> ONE_OR_MORE =
            new Form<>("a count", "a whole number from 1 on, such as 1000", s -> (int) whole(s, 1, Integer.MAX_VALUE));
    static final Form<Duration> DURATION =
            new Form<>("a duration", "a number with its unit, such as 48h, 30m, 5s or 500ms", Units::duration);
    static final Form<Duration> TIMEOUT = new Form<>(
            "a time to wait", "a number with its unit from 1ms on, such as 5s, 1m or 500ms", Form::positiveDuration);
    static final Form<Duration> KEPT = new Form<>(
            "a time to keep", "a number with its unit from 1h to 36500d, such as 30d or 12h", Form::hoursOrMore);
    static final Form<Long> BYTES =
            new Form<>("a size", "bytes or a number with its unit, such as 10485760, 10MiB or 10MB", Units::bytes);
    static final Form<Long> KEPT_BYTES = new Form<>(
            "a size from 64 MiB on",
            "bytes or a number with its unit, such as 10GB, 500MiB",
            s -> within(Units.bytes(s), 64 << 20, Long.MAX_VALUE));
    static final Form<Integer> BODY_BYTES = new Form<>(
            "a size from 1 KiB to 1 GiB", "bytes or a number with its unit, such as 10485760, 10MiB or 10MB", s ->
                    (int) within(Units.bytes(s), 1 << 10, 1 << 30));
    static final Form<String> FOLDER = new Form<>(
            "a folder", "a path such as data or /var/lib/relay, written out (~ is not understood here)", Form::path);
    static final Form<String> FILE = new Form<>(
            "a file",
            "a path such as /etc/wotnot-relay/fullchain.pem, written out (~ is not understood here)",
            Form::path);
    static final Form<String> HOST = new Form<>(
            "an address to listen on",
            "an IP address or a host name without port, such as 127.0.0.1",
            s -> matching(s, "[A-Za-z0-9._-]+|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*"));
    static final Form<String> URL_PATH =
            new Form<>("a path", "a path that starts with /, such as /webhook", s -> matching(s, "/[A-Za-z0-9._~/-]*"));
    static final Form<String> WEB_ADDRESS =
            new Form<>("a web address", "a whole address, such as https://relay.example.com/webhook", Form::webAddress);
    static final Form<String> STORE_URL = new Form<>(
            "a store this version knows",
            "jdbc:sqlite:FILE, such as jdbc:sqlite:data/relay.db, or jdbc:postgresql://HOST/DATABASE without user and password",
            Form::storeUrl);
    static final Form<String> NAME = new Form<>("a name", "one without control characters", Form::secret);
    static final Form<String> SECRET = new Form<>("a token", "one without control characters", Form::secret);
    static final Form<Boolean> ANSWER = new Form<>("an answer", "json or text", Form::answerText);
    static final Form<List<TokenPlace>> TOKEN_PLACES = new Form<>(
            "a list of places",
            "one or more of authorization, header, body, query with commas between, such as header,body",
            Form::places);
    static final Form<List<String>> NETWORKS = new Form<>(
            "a list of addresses",
            "IP addresses or networks with commas between, such as 127.0.0.1, 10.0.0.0/8, ::1",
            s -> list(s).stream().map(Networks::checked).toList());

    static final Form<Settings.Hours> HOURS = new Form<>(
            "hours of a day", "two times with a - between, such as 09:00-18:00 or 00:00-24:00", WeekTimes::hours);
    static final Form<Set<DayOfWeek>> DAYS = new Form<>(
            "days of a week",
            "mon, tue, wed, thu, fri, sat, sun with commas or a - between, such as mon-fri",
            WeekTimes::days);
    static final Form<ZoneId> ZONE =
            new Form<>("a time zone", "a name such as Europe/Berlin, America/New_York or UTC", ZoneId::of);

    private static long whole(String s, long least, long most) {
        return within(Long.parseLong(matching(s, "[0-9]+")), least, most);
    }

    private static long within(long n, long least, long most) {
        require(n >= least && n <= most);
        return n;
    }

    private static Duration positiveDuration(String s) {
        Duration d = Units.duration(s);
        require(!d.isZero());
        return d;
    }

    private static Duration hoursOrMore(String s) {
        Duration d = Units.duration(s);
        require(d.toHours() >= 1);
        return d;
    }

    private static String path(String s) {
        require(!s.isEmpty() && !s.startsWith("~") && s.indexOf('\0') < 0);
        return s;
    }

    private static String webAddress(String s) {
        URI uri = URI.create(s);
        require(uri.getHost() != null && List.of("http", "https").contains(uri.getScheme()));
        require(uri.getFragment() == null && uri.getUserInfo() == null);
        return s;
    }

    private static String storeUrl(String s) {
        if (s.startsWith("jdbc:postgresql:")) {
            require(s.matches("jdbc:postgresql://[^/?@]+/[^/?]+(\\?.*)?"));
            require(!s.matches("(?i).*[?&](user|password)=.*"));
            return s;
        }
        require(s.matches("jdbc:sqlite:[^:?][^?]*(\\?.*)?") && !s.startsWith("jdbc:sqlite:file:"));
        return s;
    }

    private static String secret(String s) {
        require(s.codePoints().noneMatch(Character::isISOControl));
        return s;
    }

    private static boolean answerText(String s) {
        require(s.equals("text") || s.equals("json"));
        return s.equals("text");
    }

    private static List<TokenPlace> places(String s) {
        List<TokenPlace> places = list(s).stream()
                .map(place -> TokenPlace.valueOf(place.toUpperCase(Locale.ROOT)))
                .distinct()
                .toList();
        require(!places.isEmpty());
        return places;
    }

    private static List<String> list(String s) {
        return Arrays.stream(s.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static String matching(String s, String pattern) {
        require(s.matches(pattern));
        return s;
    }

    private static void require(boolean good) {
        if (!good) {
            throw new IllegalArgumentException();
        }
    }
}
