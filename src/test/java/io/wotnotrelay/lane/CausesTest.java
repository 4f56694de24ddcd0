package io.wotnotrelay.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CausesTest {
    @Test
    void lineBreaksAndEscapeBytesAreShownNotSent() {
        assertThat(Causes.line("a\r\nb\u001b[31m\u0000\u202e\u2028c"))
                .isEqualTo("a\\r\\nb\\u001b[31m\\u0000\\u202e\\u2028c");
    }

    @Test
    void aLongCauseIsCut() {
        assertThat(Causes.line("x".repeat(10_000))).hasSize(500).endsWith("x…");
        assertThat(Causes.line("x".repeat(498) + "😀😀")).isEqualTo("x".repeat(498) + "…");
    }

    @Test
    void nothingBecomesASentence() {
        assertThat(Causes.line(" \n")).isEqualTo("the destination gave no cause");
    }

    @Test
    void aThrowableIsItsTypeAndMessage() {
        assertThat(Causes.of(new IllegalStateException("no"))).isEqualTo("java.lang.IllegalStateException: no");
        assertThat(Causes.of(new CompletionException(new IllegalStateException())))
                .isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void aThrowableWhoseMessageThrowsIsItsType() {
        @SuppressWarnings("serial")
        class Evil extends RuntimeException {
            @Override
            public String getMessage() {
                throw new IllegalStateException();
            }
        }
        assertThat(Causes.of(new Evil())).isEqualTo(Evil.class.getName());
    }

    @Property
    void everyCauseIsOneShortLine(@ForAll String cause) {
        assertThat(Causes.line(cause)).doesNotContain("\n", "\r").hasSizeLessThanOrEqualTo(500);
    }
}
