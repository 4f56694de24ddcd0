package io.wotnotrelay.webhook.tls;

/** A certificate or its key cannot be shown to anyone. The message is a sentence that names setting and file and says what to do. */
public final class UnusableCertificateException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableCertificateException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
