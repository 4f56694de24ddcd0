package io.wotnotrelay.webhook;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.wotnotrelay.config.Settings;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Last step: the answer WotNot expects, the token. It is the one of the configuration, never the one of the request. */
final class Answer implements Processor {
    private final Reply reply;

    Answer(Settings.Webhook settings) {
        reply = settings.answerText()
                ? Reply.ok("text/plain; charset=utf-8", settings.token())
                : Reply.ok("application/json", "{\"token\":\"" + escaped(settings.token()) + "\"}");
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setBody(reply);
    }

    private static String escaped(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
