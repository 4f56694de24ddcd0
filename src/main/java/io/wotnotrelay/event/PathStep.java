package io.wotnotrelay.event;

import org.apache.camel.util.KeyValueHolder;
import org.apache.camel.util.OgnlHelper;
import org.apache.camel.util.StringHelper;

/**
 * One step of a path in Simple's notation: {@code .name}, {@code ?.name}, {@code .name[key]}, {@code [key]} or
 * {@code .method(…)}.
 *
 * @param text as it was written, without the operator before it
 * @param name what stands before the brackets; null for none
 * @param key what stands in the brackets, without quotes; null for none
 * @param call whether it is a call of a method
 */
record PathStep(String text, String name, String key, boolean call) {
    static PathStep of(String written) {
        String text = OgnlHelper.removeLeadingOperators(written);
        boolean call = text.endsWith(")");
        KeyValueHolder<String, String> index = call ? null : OgnlHelper.isOgnlIndex(text);
        if (index == null) {
            return new PathStep(text, text, null, call);
        }
        String key = StringHelper.removeLeadingAndEndingQuotes(index.getValue().trim());
        return new PathStep(text, index.getKey(), key, false);
    }
}
