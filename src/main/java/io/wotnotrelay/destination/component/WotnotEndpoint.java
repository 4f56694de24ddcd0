package io.wotnotrelay.destination.component;

import io.wotnotrelay.lane.LaneOptions;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Receive the events that WotNot sends, from the relay's event log, in order, with retries.
 */
@ManagedResource(description = "Managed WotNot destination")
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "wotnot",
        title = "WotNot",
        syntax = "wotnot:name",
        consumerOnly = true,
        category = {Category.CHAT, Category.MESSAGING})
public class WotnotEndpoint extends DefaultEndpoint {
    @UriPath
    @Metadata(required = true)
    private String name;

    @UriParam(defaultValue = "all")
    private String events = "all";

    @UriParam
    private String except;

    @UriParam
    private String filter;

    @UriParam(defaultValue = "now")
    private String startAt = "now";

    @UriParam(defaultValue = "conversation", enums = "conversation,none")
    private String order = "conversation";

    @UriParam(defaultValue = "4")
    private int concurrency = 4;

    @UriParam
    private String rate;

    @UriParam
    private String quota;

    @UriParam
    private String batch;

    @UriParam(label = "retry", defaultValue = "12")
    private int retries = 12;

    @UriParam(label = "retry", defaultValue = "30s", javaType = "java.time.Duration")
    private long retryDelay = 30_000;

    @UriParam(label = "retry", defaultValue = "4h", javaType = "java.time.Duration")
    private long retryMaxDelay = 14_400_000;

    @UriParam(label = "retry", defaultValue = "24h", javaType = "java.time.Duration")
    private long retryMaxAge = 86_400_000;

    @UriParam(label = "retry")
    private String retrySchedule;

    @UriParam(label = "advanced", defaultValue = "15m", javaType = "java.time.Duration")
    private long orderEscape = 900_000;

    @UriParam(label = "advanced", defaultValue = "5")
    private int breakerFailures = 5;

    @UriParam(label = "advanced", defaultValue = "30s", javaType = "java.time.Duration")
    private long breakerProbe = 30_000;

    public WotnotEndpoint() {}

    public WotnotEndpoint(String uri, WotnotComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException(
                "wotnot:" + name + " can only stand in from; a route cannot send to it.");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        WotnotConsumer consumer = new WotnotConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /**
     * What the lane is to do.
     *
     * @throws IllegalArgumentException with a sentence that names the option, its value and the right form
     */
    public LaneOptions laneOptions() {
        return Options.read(this);
    }

    public String getName() {
        return name;
    }

    /**
     * The durable name of the destination: lower-case letters, digits and dashes, at most 63. The lane's
     * place in the log belongs to this name.
     */
    public void setName(String name) {
        this.name = name;
    }

    public String getEvents() {
        return events;
    }

    /**
     * The event types it gets, separated by commas: all, message (every message), message.form (that kind
     * of message alone), message.*.response, status, ... The relay's own events come only when named.
     */
    public void setEvents(String events) {
        this.events = events;
    }

    public String getExcept() {
        return except;
    }

    /**
     * Event types taken away from those in events, in the same form.
     */
    public void setExcept(String except) {
        this.except = except;
    }

    public String getFilter() {
        return filter;
    }

    /**
     * A Simple predicate over the event; where it is false the event is not delivered but filtered.
     */
    public void setFilter(String filter) {
        this.filter = filter;
    }

    public String getStartAt() {
        return startAt;
    }

    /**
     * Where a new destination begins: now, beginning (the oldest event still kept), or an ISO time of
     * receipt such as 2026-05-01T00:00:00Z. Read once, when the lane is born.
     */
    public void setStartAt(String startAt) {
        this.startAt = startAt;
    }

    public String getOrder() {
        return order;
    }

    /**
     * Whether events of one conversation are delivered one after the other (conversation) or in any order
     * (none).
     */
    public void setOrder(String order) {
        this.order = order;
    }

    public int getConcurrency() {
        return concurrency;
    }

    /**
     * How many events are delivered at once.
     */
    public void setConcurrency(int concurrency) {
        this.concurrency = concurrency;
    }

    public String getRate() {
        return rate;
    }

    /**
     * The most runs of the route in a time, such as 60/1m.
     */
    public void setRate(String rate) {
        this.rate = rate;
    }

    public String getQuota() {
        return quota;
    }

    /**
     * A name shared by the destinations that use up one quota at the same service.
     */
    public void setQuota(String quota) {
        this.quota = quota;
    }

    public String getBatch() {
        return batch;
    }

    /**
     * Run the route once for several events: so many, or those of so much time, such as 100/5s. The body
     * is then a batch with size and events.
     */
    public void setBatch(String batch) {
        this.batch = batch;
    }

    public int getRetries() {
        return retries;
    }

    /**
     * How often a failed delivery is tried again.
     */
    public void setRetries(int retries) {
        this.retries = retries;
    }

    public long getRetryDelay() {
        return retryDelay;
    }

    /**
     * The time before the first retry; it doubles with each further one.
     */
    public void setRetryDelay(long retryDelay) {
        this.retryDelay = retryDelay;
    }

    public long getRetryMaxDelay() {
        return retryMaxDelay;
    }

    /**
     * The longest time between two tries.
     */
    public void setRetryMaxDelay(long retryMaxDelay) {
        this.retryMaxDelay = retryMaxDelay;
    }

    public long getRetryMaxAge() {
        return retryMaxAge;
    }

    /**
     * How long the destination may run after the first try until the delivery is given up.
     */
    public void setRetryMaxAge(long retryMaxAge) {
        this.retryMaxAge = retryMaxAge;
    }

    public String getRetrySchedule() {
        return retrySchedule;
    }

    /**
     * The times between the tries one by one, such as 30s,5m,1h, instead of retries, retryDelay and
     * retryMaxDelay.
     */
    public void setRetrySchedule(String retrySchedule) {
        this.retrySchedule = retrySchedule;
    }

    public long getOrderEscape() {
        return orderEscape;
    }

    /**
     * How long an event that fails may hold up the later ones of its conversation.
     */
    public void setOrderEscape(long orderEscape) {
        this.orderEscape = orderEscape;
    }

    public int getBreakerFailures() {
        return breakerFailures;
    }

    /**
     * After how many failures in a row the destination is left alone and only probed.
     */
    public void setBreakerFailures(int breakerFailures) {
        this.breakerFailures = breakerFailures;
    }

    public long getBreakerProbe() {
        return breakerProbe;
    }

    /**
     * The time before the first probe of a destination that fails; it grows with each further one.
     */
    public void setBreakerProbe(long breakerProbe) {
        this.breakerProbe = breakerProbe;
    }
}
