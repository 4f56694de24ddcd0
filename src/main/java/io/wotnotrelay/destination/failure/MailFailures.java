package io.wotnotrelay.destination.failure;

import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mail server's reply means (RFC 5321 section 4.2). By class name and reflection: the mail library is there only
 * when a destination uses it.
 */
final class MailFailures {
    private static final Pattern REPLY = Pattern.compile("(?:^|\\s)([45]\\d\\d)[ -]");

    private MailFailures() {}

    /** Null when this is no exception of mail. */
    static Failed read(Throwable t, Redaction redaction) {
        if (!mail(t)) {
            return null;
        }
        if (named(t, "AuthenticationFailedException")) {
            return new Failed(
                    Failure.CONFIGURATION,
                    code(t),
                    "The mail server refused the user name or password; correct them.",
                    null);
        }
        Throwable deepest = deepest(t);
        // A broken connection under a mail exception is the network's: the chain's next ones say which.
        if (code(deepest) == 0 && deepest.getCause() instanceof java.io.IOException) {
            return null;
        }
        return reply(deepest, redaction);
    }

    private static Failed reply(Throwable t, Redaction redaction) {
        int code = code(t);
        String cause = code == 0
                ? "The mail could not be sent: " + redaction.line(Failures.simpleName(t)) + "."
                : "The mail server answered " + code + ".";
        return new Failed(failure(code), code, cause, null);
    }

    private static Failure failure(int code) {
        return switch (code) {
            case 530, 534, 535, 538 -> Failure.CONFIGURATION;
            default -> code >= 500 ? Failure.PERMANENT : Failure.TRANSIENT;
        };
    }

    /** The exception that holds the reply about the address: mail chains by getNextException. */
    private static Throwable deepest(Throwable t) {
        Throwable last = t;
        for (int i = 0; i < 20; i++) {
            Object next = call(last, "getNextException");
            if (!(next instanceof Throwable n) || !mail(n)) {
                return last;
            }
            last = n;
        }
        return last;
    }

    private static int code(Throwable t) {
        if (call(t, "getReturnCode") instanceof Integer code && code > 0) {
            return code;
        }
        Matcher m = REPLY.matcher(t.getMessage() == null ? "" : t.getMessage());
        return m.find() ? Integer.parseInt(m.group(1)) : 0;
    }

    private static Object call(Throwable t, String method) {
        try {
            return t.getClass().getMethod(method).invoke(t);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static boolean named(Throwable t, String name) {
        for (Class<?> c = t.getClass(); c != null; c = c.getSuperclass()) {
            if (c.getSimpleName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mail(Throwable t) {
        for (Class<?> c = t.getClass(); c != null; c = c.getSuperclass()) {
            if (c.getName().equals("jakarta.mail.MessagingException")
                    || c.getName().equals("javax.mail.MessagingException")) {
                return true;
            }
        }
        return false;
    }
}
