package io.wotnotrelay.destination.component;

import io.wotnotrelay.event.Subscription;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.lane.LaneOptions.Retry;
import io.wotnotrelay.log.EventLog.Start;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** The options of {@code wotnot:}: what may stand in them, and what it means to the lane. */
public final class Options {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Map<String, BiConsumer<WotnotEndpoint, String>> SETTERS = setters();

    private Options() {}

    /** The names of all options. */
    public static Set<String> names() {
        return SETTERS.keySet();
    }

    /**
     * What a lane of these options would do.
     *
     * @param name the destination's name
     * @param options as written, placeholders resolved
     * @throws OptionException with a sentence that names the option, its value and the right form
     */
    public static LaneOptions of(String name, Map<String, String> options) {
        WotnotEndpoint endpoint = new WotnotEndpoint();
        endpoint.setName(name);
        apply(endpoint, options);
        return read(endpoint);
    }

    static void apply(WotnotEndpoint endpoint, Map<String, String> options) {
        options.forEach((option, value) -> {
            BiConsumer<WotnotEndpoint, String> setter = SETTERS.get(option);
            if (setter == null) {
                throw new OptionException(
                        option, "wotnot: has no option '" + option + "'." + Nearest.hint(option, SETTERS.keySet()));
            }
            setter.accept(endpoint, value);
        });
    }

    static LaneOptions read(WotnotEndpoint e) {
        return new LaneOptions(
                name(e.getName()),
                subscription(e.getEvents(), e.getExcept()),
                start(e.getStartAt()),
                ordered(e.getOrder()),
                e.getConcurrency(),
                rate(e.getRate()),
                quota(e.getQuota()),
                batch(e.getBatch()),
                retry(e),
                Duration.ofMillis(e.getOrderEscape()),
                new LaneOptions.Breaker(e.getBreakerFailures(), Duration.ofMillis(e.getBreakerProbe())));
    }

    private static String name(String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new OptionException(
                    "name",
                    "'" + name + "' cannot be the name of a destination; write 1 to 63 lower-case letters, digits and"
                            + " dashes, beginning with a letter or digit, like wotnot:sales-email.");
        }
        return name;
    }

    private static Subscription subscription(String events, String except) {
        try {
            return Subscription.of(events, except);
        } catch (IllegalArgumentException e) {
            throw new OptionException("events", e.getMessage());
        }
    }

    private static Start start(String at) {
        String text = at.strip();
        if (text.equals("now")) {
            return new Start.Now();
        }
        return text.equals("beginning")
                ? new Start.Beginning()
                : new Start.At(instant(text).toEpochMilli());
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new OptionException(
                    "startAt",
                    "startAt: '" + text + "' is not a beginning; write now, beginning or a time with its zone, like"
                            + " 2026-05-01T00:00:00Z.");
        }
    }

    private static boolean ordered(String order) {
        if (!order.equals("conversation") && !order.equals("none")) {
            throw new OptionException("order", "order: '" + order + "' is not known; write conversation or none.");
        }
        return order.equals("conversation");
    }

    private static LaneOptions.Rate rate(String rate) {
        if (rate == null) {
            return null;
        }
        Syntax.Amount amount = Syntax.amount("rate", rate, "60/1m");
        return new LaneOptions.Rate(amount.count(), amount.time());
    }

    private static String quota(String quota) {
        if (quota == null) {
            return null;
        }
        if (!NAME.matcher(quota.strip()).matches()) {
            throw new OptionException(
                    "quota",
                    "quota: '" + quota
                            + "' is not a name; write lower-case letters, digits and dashes, the same at each"
                            + " destination that uses the credential, like google-sales.");
        }
        return quota.strip();
    }

    private static LaneOptions.BatchSize batch(String batch) {
        if (batch == null) {
            return null;
        }
        Syntax.Amount amount = Syntax.amount("batch", batch, "100/5s");
        return new LaneOptions.BatchSize(amount.count(), amount.time());
    }

    private static Retry retry(WotnotEndpoint e) {
        List<Duration> schedule = Syntax.schedule("retrySchedule", e.getRetrySchedule());
        int retries = schedule.isEmpty() ? e.getRetries() : schedule.size();
        Duration delay = Duration.ofMillis(e.getRetryDelay());
        Duration longest = Duration.ofMillis(e.getRetryMaxDelay());
        if (longest.compareTo(delay) < 0) {
            longest = delay;
        }
        return new Retry(retries, delay, longest, Duration.ofMillis(e.getRetryMaxAge()), schedule);
    }

    private static Map<String, BiConsumer<WotnotEndpoint, String>> setters() {
        Map<String, BiConsumer<WotnotEndpoint, String>> all = new LinkedHashMap<>();
        all.put("events", WotnotEndpoint::setEvents);
        all.put("except", WotnotEndpoint::setExcept);
        all.put("filter", WotnotEndpoint::setFilter);
        all.put("startAt", WotnotEndpoint::setStartAt);
        all.put("order", WotnotEndpoint::setOrder);
        all.put("concurrency", (e, v) -> e.setConcurrency(Syntax.whole("concurrency", v, 1, 1000)));
        all.put("rate", WotnotEndpoint::setRate);
        all.put("quota", WotnotEndpoint::setQuota);
        all.put("batch", WotnotEndpoint::setBatch);
        all.put("retries", (e, v) -> e.setRetries(Syntax.whole("retries", v, 0, 1000)));
        all.put("retryDelay", (e, v) -> e.setRetryDelay(Syntax.millis("retryDelay", v)));
        all.put("retryMaxDelay", (e, v) -> e.setRetryMaxDelay(Syntax.millis("retryMaxDelay", v)));
        all.put("retryMaxAge", (e, v) -> e.setRetryMaxAge(Syntax.millis("retryMaxAge", v)));
        all.put("retrySchedule", WotnotEndpoint::setRetrySchedule);
        all.put("orderEscape", (e, v) -> e.setOrderEscape(Syntax.millis("orderEscape", v)));
        all.put("breakerFailures", (e, v) -> e.setBreakerFailures(Syntax.whole("breakerFailures", v, 1, 1000)));
        all.put("breakerProbe", (e, v) -> e.setBreakerProbe(Syntax.millis("breakerProbe", v)));
        return all;
    }
}
