package io.wotnotrelay.sink;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** A note in HTML: the author's markup works, what an expression answers is text, with its line breaks. */
final class HtmlNote {
    /** How long each answer may be, tried in turn until the whole fits. */
    private static final int[] LENGTHS = {8_000, 500, 50};

    private final Template template;
    private final int most;

    /** @param most characters of the whole */
    HtmlNote(CamelContext context, String source, int most) {
        this.template = Template.of(context, source);
        this.most = most;
    }

    String write(Exchange exchange) {
        for (int length : LENGTHS) {
            String note = template.write(exchange, text -> MailText.html(Cell.text(text, length)));
            if (note.length() <= most) {
                return note;
            }
        }
        throw new UnfitEventException("the note is longer than the " + most + " characters that are taken");
    }
}
