package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.event.Batch;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * The one step of the Kamelet teams-message-sink: a card in a channel or chat of Microsoft Teams for each event, through
 * a workflow's webhook. Its address is its secret: no failure shows more than the host.
 *
 * <p>What has to be mended is a {@link MisconfiguredException}, a card Teams never takes an {@link UnfitEventException},
 * a 429 an {@link org.apache.camel.http.base.HttpOperationFailedException}.
 */
public final class TeamsMessageSink extends Sink {
    private static final String SINK = "teams-message-sink";

    private String path;
    private TeamsCard card;
    private Duration timeout;
    private JsonApi teams;

    @Override
    protected void doInit() throws Exception {
        Parameters parameters = parameters(SINK);
        parameters.required("url");
        String secret = parameters.secret("url");
        URI url = parameters.told("url", () -> SlackClient.url(secret));
        path = (url.getRawPath() == null ? "" : url.getRawPath())
                + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        String text = parameters.text("text");
        card = parameters.told("text", () -> new TeamsCard(getCamelContext(), text));
        timeout = parameters.duration("timeout", "15s");
        teams = JsonApi.at(getCamelContext(), URI.create(url.getScheme() + "://" + url.getRawAuthority()), timeout);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        InDoubt.prepares(exchange);
        if (exchange.getMessage().getBody() instanceof Batch) {
            throw new MisconfiguredException(
                    0, "teams-message-sink writes one event at a time: take batch out of the options of wotnot:.");
        }
        ObjectNode message = card.write(exchange);
        Sent.show(exchange, SINK, () -> List.of("Card", message.toString()));
        if (Sent.stops(exchange)) {
            return;
        }
        InDoubt.begins(exchange);
        Exception failure =
                TeamsFaults.of(teams.origin(), teams.send("POST", path, Map.of(), message, Deadline.in(timeout)));
        if (failure != null) {
            throw failure;
        }
        Sent.answered(exchange, "Teams has taken the card.");
        if (InDoubt.is(exchange)) {
            // a webhook cannot be asked
            InDoubt.settled(exchange, InDoubt.End.SENT_AGAIN);
        }
    }

    @Override
    protected void doShutdown() {
        if (teams != null) {
            teams.close();
        }
    }
}
