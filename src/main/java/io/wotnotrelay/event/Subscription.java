package io.wotnotrelay.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Which events a destination gets: the {@code events} and {@code except} options of {@code wotnot:}.
 *
 * <p>A name matches that type, and for a message also {@code message.} and its type: {@code message} is every message,
 * {@code message.form} that subtype alone. {@code *} stands for one or more characters, dots included:
 * {@code message.*.response}. {@code all} and patterns match what WotNot sent, {@code unparsable} included; the relay's
 * own kinds are matched when they are named, or by a pattern that begins with {@code relay.}, {@code conversation.} or
 * {@code lead.}. Upper and lower case differ.
 */
public final class Subscription {
    /** Kinds come from strangers: no more answers than this are remembered. */
    private static final int MOST_REMEMBERED = 1_000;

    private final List<KindPattern> events;
    private final List<KindPattern> except;
    private final ConcurrentHashMap<String, Boolean> remembered = new ConcurrentHashMap<>();

    private Subscription(List<KindPattern> events, List<KindPattern> except) {
        this.events = events;
        this.except = except;
    }

    /**
     * @param events comma-separated patterns: {@code all}, {@code message}, {@code message.form}, {@code message.*.response}, {@code relay.*} …
     * @param except the same, taken away; null or blank for none
     * @throws IllegalArgumentException with a sentence that names the pattern that makes no sense
     */
    public static Subscription of(String events, String except) {
        if (events == null || events.isBlank()) {
            throw new IllegalArgumentException(
                    "'events' is empty: name event types, such as message.form.response, or write all.");
        }
        List<KindPattern> taken = except == null || except.isBlank() ? List.of() : patterns("except", except);
        if (taken.stream().anyMatch(KindPattern::all)) {
            throw new IllegalArgumentException("'except': the pattern '" + except.strip()
                    + "' takes every event away: name what is not wanted, or leave 'except' out.");
        }
        return new Subscription(patterns("events", events), taken);
    }

    private static List<KindPattern> patterns(String option, String list) {
        List<KindPattern> patterns = new ArrayList<>();
        for (String one : list.split(",", -1)) {
            patterns.add(KindPattern.of(option, one.strip()));
        }
        return List.copyOf(patterns);
    }

    /** Whether an event of this kind ({@link Kind#key()}) is wanted. Fast: answers are remembered, boundedly. */
    public boolean matches(String kindKey) {
        Boolean known = remembered.get(kindKey);
        if (known != null) {
            return known;
        }
        boolean wanted = decide(Kind.of(kindKey));
        if (remembered.size() < MOST_REMEMBERED) {
            remembered.put(kindKey, wanted);
        }
        return wanted;
    }

    /** As it was written, for people: {@code message.form, status except note}. */
    @Override
    public String toString() {
        return texts(events) + (except.isEmpty() ? "" : " except " + texts(except));
    }

    private static String texts(List<KindPattern> patterns) {
        return patterns.stream().map(KindPattern::text).collect(Collectors.joining(", "));
    }

    private boolean decide(Kind kind) {
        return events.stream().anyMatch(p -> p.matches(kind)) && except.stream().noneMatch(p -> p.matches(kind));
    }

    /** Whether each event that is documented, and that {@code events} names, is taken away again. */
    public boolean hopeless() {
        boolean guesses = events.stream().anyMatch(p -> KnownKinds.kinds().noneMatch(p::matches));
        return !guesses && KnownKinds.kinds().noneMatch(this::decide);
    }

    /**
     * The patterns of both options that no documented kind answers to, as they were written: WotNot may have added a
     * type, or somebody mistyped one ({@link KnownKinds#nearest}). The relay's own kinds are not among them.
     */
    public List<String> undocumented() {
        List<String> unknown = new ArrayList<>();
        for (List<KindPattern> patterns : List.of(events, except)) {
            patterns.stream()
                    .filter(p -> !p.documented())
                    .map(KindPattern::text)
                    .forEach(unknown::add);
        }
        return List.copyOf(unknown);
    }
}
