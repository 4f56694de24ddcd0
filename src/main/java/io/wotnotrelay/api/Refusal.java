package io.wotnotrelay.api;

/** Ends a request with this status and a sentence for whoever sent it. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    static Refusal wrong(String sentence) {
        return new Refusal(400, sentence);
    }

    static Refusal missing(String sentence) {
        return new Refusal(404, sentence);
    }

    int status() {
        return status;
    }
}
