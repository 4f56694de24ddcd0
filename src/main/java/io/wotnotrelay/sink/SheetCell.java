package io.wotnotrelay.sink;

import java.math.BigDecimal;
import org.apache.camel.Exchange;

/** What stands in a cell of Google Sheets: a text, or a number a sheet can reckon with. */
final class SheetCell {
    /** What one cell holds. */
    static final int MOST = 50_000;

    /** Digits a number of a sheet has; a longer one, such as a card's or an account's, would lose its end. */
    private static final int DIGITS = 15;

    private static final int LARGEST_EXPONENT = 300;

    private SheetCell() {}

    /** A number where the template is one expression that answers with a number of JSON; a text in any other case. */
    static Object of(Template template, Exchange exchange) {
        if (template.parts().size() == 1 && template.parts().get(0) instanceof Template.Part.Value value) {
            Object answer = value.expression().evaluate(exchange, Object.class);
            BigDecimal number = answer instanceof Number n ? number(n) : null;
            if (number != null) {
                return number;
            }
        }
        return Cell.text(template.write(exchange, text -> text), MOST);
    }

    /** The number, or null if a sheet would not show it as it is. */
    private static BigDecimal number(Number number) {
        try {
            BigDecimal exact = new BigDecimal(number.toString());
            boolean shown = exact.stripTrailingZeros().precision() <= DIGITS
                    && Math.abs((long) exact.precision() - exact.scale()) < LARGEST_EXPONENT;
            return shown ? exact : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
