package io.wotnotrelay.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.lane.Doubt;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Settled;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class DoubtShownTest {
    private static Verdict verdict(String cause) {
        VerdictDraft draft =
                new VerdictDraft("evt_1", "mail", new DestinationViews.Standing(DestinationState.RUNNING, null, null));
        return draft.ended(new Settled(1, 0, new Outcome(7, Outcome.Result.DELIVERED, 0, 12, 1, cause)));
    }

    @Test
    void aVerdictShowsTheRemarkOnADeliveryThatWasInDoubt() {
        assertThat(verdict("Sent again after a crash: the receiver may hold it twice")
                        .sentence())
                .isEqualTo("Delivered at 1970-01-01T00:00:00Z, at try 1, in 12 ms. Sent again after a crash: the"
                        + " receiver may hold it twice.");
        assertThat(verdict(null).sentence()).isEqualTo("Delivered at 1970-01-01T00:00:00Z, at try 1, in 12 ms.");
    }

    @Test
    void theMetricsCountHowDoubtsWereSettled() {
        Metrics metrics = new Metrics(Clock.systemUTC());
        metrics.doubted("mail", Doubt.Settled.SENT_AGAIN);
        metrics.doubted("mail", Doubt.Settled.SENT_AGAIN);
        metrics.doubted("sheet", Doubt.Settled.FOUND);
        assertThat(metrics.scrape())
                .contains("relay_in_doubt_total{destination=\"mail\",settled=\"sent_again\"} 2.0")
                .contains("relay_in_doubt_total{destination=\"sheet\",settled=\"found\"} 1.0");
    }
}
