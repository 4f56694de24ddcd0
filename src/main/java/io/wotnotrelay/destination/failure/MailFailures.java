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
    private static final Pattern REPLY = Pattern.compile("(?:^|\\s)([45]\\d\\d)[ -]|response: ([45]\\d\\d)$");

    /** The enhanced code after it (RFC 3463): it tells more and holds nothing of the mail, which the text after it may. */
    private static final Pattern ENHANCED = Pattern.compile("\\b[45]\\d\\d[ -]([45]\\.\\d{1,3}\\.\\d{1,3})\\b");

    /** What Angus Mail says of a server that does not offer it. */
    private static final String NO_STARTTLS = "STARTTLS is required";

    /** What our own sink says of a server that does not answer in TLS. */
    private static final String NO_TLS = "TLS is required";

    private MailFailures() {}

    /** Null when this is no exception of mail. */
    static Failed read(Throwable t, Redaction redaction) {
        if (!mail(t)) {
            return null;
        }
        Throwable deepest = deepest(t);
        if (named(t, "AuthenticationFailedException")) {
            return login(t);
        }
        if (message(t).startsWith(NO_STARTTLS)) {
            return configuration(
                    0,
                    "The mail server offers no STARTTLS; set security to tls, or to none if the way to it is safe, with"
                            + " the port that goes with it.");
        }
        if (message(t).startsWith(NO_TLS)) {
            return configuration(
                    0,
                    "The mail server speaks no TLS on this port; set security to starttls, which goes with port 587, or"
                            + " correct the port.");
        }
        // A broken connection under a mail exception is the network's: the chain's next ones say which.
        if (code(deepest) == 0 && deepest.getCause() instanceof java.io.IOException) {
            return null;
        }
        return reply(deepest, redaction);
    }

    /** 454 and 432 say that the server cannot tell for now (RFC 4954 section 6). */
    private static Failed login(Throwable t) {
        int code = code(t);
        return code >= 400 && code < 500
                ? new Failed(
                        Failure.TRANSIENT, code, "The mail server cannot check the login now" + shown(t) + ".", null)
                : configuration(
                        code, "The mail server refused the user name or password" + shown(t) + "; correct them.");
    }

    private static Failed reply(Throwable t, Redaction redaction) {
        int code = code(t);
        if (code == 0) {
            String cause = message(t).matches("(?s).*(\\[EOF]|response: -1).*")
                    ? "The mail server broke off the conversation."
                    : "The mail could not be sent: " + redaction.line(Failures.simpleName(t)) + ".";
            return new Failed(Failure.TRANSIENT, 0, cause, null);
        }
        if (code < 500) {
            return new Failed(Failure.TRANSIENT, code, "The mail server answered" + shown(t) + ": not now.", null);
        }
        return refused(t, code);
    }

    private static Failed refused(Throwable t, int code) {
        if (code == 530 || code == 534 || code == 535 || code == 538) {
            return configuration(
                    code, "The mail server wants another login" + shown(t) + "; correct username and password.");
        }
        if (named(t, "SMTPAddressFailedException")) {
            return permanent(code, "The mail server refused a recipient" + shown(t) + "; correct the address.");
        }
        // 552: the mail is too large, which is announced with the sender (RFC 1870)
        if (named(t, "SMTPSenderFailedException") && code != 552) {
            return configuration(
                    code,
                    "The mail server refused the sender" + shown(t) + "; correct from, or log in as who may use it.");
        }
        // Before there is a mail to refuse, it is the relay that is refused.
        return named(t, "SendFailedException")
                ? permanent(code, "The mail server refused the mail" + shown(t) + ".")
                : configuration(code, "The mail server turned the relay away" + shown(t) + "; ask who runs it.");
    }

    private static Failed permanent(int code, String cause) {
        return new Failed(Failure.PERMANENT, code, cause, null);
    }

    private static Failed configuration(int code, String cause) {
        return new Failed(Failure.CONFIGURATION, code, cause, null);
    }

    /** {@code " 550 5.1.1"}; nothing where there is no code. */
    private static String shown(Throwable t) {
        Matcher enhanced = ENHANCED.matcher(message(t));
        return code(t) == 0 ? "" : " " + code(t) + (enhanced.find() ? " " + enhanced.group(1) : "");
    }

    private static String message(Throwable t) {
        return t.getMessage() == null ? "" : t.getMessage();
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
        Matcher m = REPLY.matcher(message(t));
        return m.find() ? Integer.parseInt(m.group(1) == null ? m.group(2) : m.group(1)) : 0;
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
