package io.wotnotrelay.destination.failure;

import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import java.util.Set;

/** Failures of a template, a conversion or a mapping: they would happen again on this event. */
final class BadEvents {
    /** By name, so that an exception of a module that is not installed needs no class. */
    private static final Set<String> NAMES = Set.of(
            "org.apache.camel.language.bean.RuntimeBeanExpressionException",
            "org.apache.camel.component.bean.MethodNotFoundException",
            "org.apache.camel.component.bean.ParameterBindingException",
            "org.apache.camel.ExpressionEvaluationException",
            "org.apache.camel.ExpressionIllegalSyntaxException",
            "org.apache.camel.RuntimeExpressionException",
            "org.apache.camel.TypeConversionException",
            "org.apache.camel.NoTypeConversionAvailableException",
            "org.apache.camel.InvalidPayloadException",
            "org.apache.camel.InvalidPayloadRuntimeException",
            "org.apache.camel.ValidationException",
            "org.apache.camel.support.processor.PredicateValidationException",
            "org.apache.camel.NoSuchHeaderException",
            "org.apache.camel.NoSuchPropertyException",
            "org.apache.camel.NoSuchVariableException",
            "com.fasterxml.jackson.core.JsonProcessingException",
            "java.lang.NullPointerException",
            "java.lang.ClassCastException",
            "java.lang.IndexOutOfBoundsException",
            "java.lang.ArithmeticException",
            "java.lang.NumberFormatException",
            "java.time.DateTimeException",
            "java.util.NoSuchElementException");

    private BadEvents() {}

    /** Jackson's exceptions are I/O exceptions too, but say that a text is no JSON. */
    static Failed json(Throwable t) {
        return t.getClass().getName().startsWith("com.fasterxml.jackson.") ? read(t) : null;
    }

    /** The messages of these print the whole event: only their names are shown. */
    static Failed read(Throwable t) {
        for (Class<?> c = t.getClass(); c != null; c = c.getSuperclass()) {
            if (NAMES.contains(c.getName())) {
                return new Failed(
                        Failure.BAD_EVENT,
                        0,
                        "A template or step of the route fails on this event (" + names(t) + ").",
                        null);
            }
        }
        return null;
    }

    private static String names(Throwable t) {
        Throwable root = t;
        for (int i = 0; i < 50 && root.getCause() != null && root.getCause() != root; i++) {
            root = root.getCause();
        }
        String first = Failures.simpleName(t);
        return root == t ? first : first + ", " + Failures.simpleName(root);
    }
}
