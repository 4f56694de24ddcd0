package io.wotnotrelay.event;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Expression;
import org.apache.camel.TypeConverter;
import org.apache.camel.language.bean.BeanExpression;
import org.apache.camel.language.bean.BeanLanguage;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;
import org.apache.camel.util.OgnlHelper;

/**
 * Lets Camel's Simple walk through events: {@code ${body.payload.message.text}}, {@code ${body.variables[utm source]}},
 * {@code ${body.payload.labels[0].id}}, with a missing step at any depth giving null, which prints as nothing.
 *
 * <p>Simple hands what follows {@code body} to the language named {@code bean} (Camel 4.17,
 * {@code SimpleExpressionBuilder.bodyOgnlExpression}), which knows methods only: {@code .message} on a map throws, and
 * so does an index past the end of a list or a step into a null. This language answers those steps itself where the
 * body is an {@link Event}, a {@link Batch} or a part of one, and leaves everything else to Camel's own.
 */
public final class EventPathLanguage extends BeanLanguage {
    /** Paths stand in templates, which are few; the bound is for templates that build expressions. */
    private static final int MOST_PATHS = 10_000;

    private static final int BEAN = 1;
    private static final int PATH = 2;

    private final Map<String, List<PathStep>> paths = new ConcurrentHashMap<>();

    /** Makes the Simple of this context, not started or started, walk through events. Call it before routes are added. */
    public static void install(CamelContext context) {
        context.getRegistry().bind("bean-language", new EventPathLanguage());
        TypeConverterRegistry converters = context.getTypeConverterRegistry();
        converters.addTypeConverter(Integer.class, JsonNumber.class, whole(Integer.class));
        converters.addTypeConverter(Long.class, JsonNumber.class, whole(Long.class));
    }

    /**
     * Simple compares numbers as long values first: 19.5 and 19 would be equal. A number that is not whole converts to
     * no long here, and Simple goes on to compare doubles.
     */
    private static TypeConverter whole(Class<? extends Number> type) {
        return new SimpleTypeConverter(false, (wanted, exchange, value) -> {
            JsonNumber number = (JsonNumber) value;
            boolean small = type == Integer.class;
            if (!number.whole(small ? Integer.MAX_VALUE : Long.MAX_VALUE)) {
                return TypeConverter.MISS_VALUE;
            }
            return small ? (Object) number.intValue() : (Object) number.longValue();
        });
    }

    @Override
    public Expression createExpression(String expression, Object[] properties) {
        boolean steps = properties != null
                && properties.length > PATH
                && properties[PATH] instanceof String path
                && !path.isBlank();
        if (steps && ours(properties[BEAN])) {
            return new EventPath(properties[BEAN], steps((String) properties[PATH]), this);
        }
        return steps && properties[BEAN] instanceof String text
                ? own(text, (String) properties[PATH])
                : super.createExpression(expression, properties);
    }

    private static boolean ours(Object bean) {
        return bean instanceof Fields || bean instanceof Items || bean instanceof Record && RecordParts.ours(bean);
    }

    private List<PathStep> steps(String path) {
        List<PathStep> known = paths.get(path);
        if (known != null) {
            return known;
        }
        List<PathStep> steps =
                OgnlHelper.splitOgnl(path).stream().map(PathStep::of).toList();
        if (paths.size() < MOST_PATHS) {
            paths.put(path, steps);
        }
        return steps;
    }

    /**
     * Camel's own answer to one step. Not asked of {@link BeanLanguage}: that looks for placeholders in a bean that is a
     * text, and a text here is a visitor's, who could ask for any property or environment variable.
     */
    Expression own(Object bean, String step) {
        BeanExpression answer = new BeanExpression(bean, step);
        answer.setSimple(getCamelContext().resolveLanguage("simple"));
        answer.init(getCamelContext());
        return answer;
    }
}
