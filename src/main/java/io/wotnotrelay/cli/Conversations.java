package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;

/**
 * Made-up conversations from their creation to their close, each a list of requests in order. They ended a moment before
 * now, so that no event lies in the future.
 */
final class Conversations implements Iterator<List<Post>> {
    private static final int MOST_EVENTS_A_REQUEST = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(40);

    private final Random random;
    private final Instant now;
    private final int count;
    private int made;

    Conversations(int count, long seed, Instant now) {
        this.count = count;
        this.random = new Random(seed);
        this.now = now;
    }

    @Override
    public boolean hasNext() {
        return made < count;
    }

    @Override
    public List<Post> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        made++;
        return requests("conversation " + made, events());
    }

    private List<ObjectNode> events() {
        List<Instant> times = times(24);
        Identity identity = Identity.random(random, times.get(0).getEpochSecond());
        String title = "Visitor - " + (char) ('A' + random.nextInt(26)) + (10_000 + random.nextInt(90_000));
        List<ObjectNode> story = new ArrayList<>();
        story.add(Payloads.created(identity, title, Stamps.text(times.get(0))));
        withTheBot(story);
        List<ObjectNode> events = new ArrayList<>();
        for (int i = 0; i < story.size(); i++) {
            events.add(identity.event(story.get(i), Stamps.text(times.get(i))));
        }
        return events;
    }

    private void withTheBot(List<ObjectNode> story) {
        Topic topic = People.pick(random, Topic.ALL);
        People.Visitor visitor = People.visitor(random);
        List<String> choices = Topic.ALL.stream().map(Topic::button).toList();
        story.add(Payloads.text(People.BOT, "Hello! I am the website's assistant."));
        story.add(Payloads.button("What can we do for you?", choices));
        story.add(Payloads.buttonResponse(topic.button()));
        story.add(Payloads.form());
        story.add(Payloads.formResponse(visitor));
        story.add(Payloads.variables(
                People.BOT,
                List.of(
                        Map.entry("visitor_name", visitor.name()),
                        Map.entry("visitor_email", visitor.email()),
                        Map.entry("visitor_phone", visitor.phone()),
                        Map.entry("topic", topic.button()))));
        story.add(Payloads.label(People.BOT, topic.label()));
        withAnAgent(story, topic);
    }

    private void withAnAgent(List<ObjectNode> story, Topic topic) {
        ObjectNode agent = People.agent(random);
        story.add(Payloads.assigned(People.BOT, agent));
        int lines = 2 + random.nextInt(topic.talk().size() - 1);
        for (int i = 0; i < lines; i++) {
            story.add(Payloads.text(
                    i % 2 == 0 ? agent : People.VISITOR, topic.talk().get(i)));
        }
        story.add(Payloads.note(agent, topic.note()));
        story.add(Payloads.closed(agent));
    }

    /** Growing times, the last one now. */
    private List<Instant> times(int most) {
        List<Instant> times = new ArrayList<>();
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        for (int i = 0; i < most; i++) {
            times.add(at);
            at = at.minus(1 + random.nextLong(LONGEST_PAUSE.toNanos() / 1000), ChronoUnit.MICROS);
        }
        Collections.reverse(times);
        return times;
    }

    private List<Post> requests(String name, List<ObjectNode> events) {
        List<Post> requests = new ArrayList<>();
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(MOST_EVENTS_A_REQUEST));
            requests.add(new Post(name, Samples.body(events.subList(from, to)), to - from));
            from = to;
        }
        return requests;
    }
}
