package io.wotnotrelay.webhook;

import io.wotnotrelay.log.Appended;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.StoreUnavailableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Third step: goes on once the events are on disk. No thread waits meanwhile. A sender that has waited too long is told
 * to send again; should the events have been committed after all, the log knows them as duplicates then.
 */
final class AppendToLog extends AsyncProcessorSupport {
    private static final Logger LOG = LoggerFactory.getLogger(AppendToLog.class);

    private final EventLog log;
    private final WebhookMeters meters;

    AppendToLog(EventLog log, WebhookMeters meters) {
        this.log = log;
        this.meters = meters;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Batch batch = (Batch) exchange.getMessage().getBody();
        if (batch.handshake()) {
            log.note(batch.receipt());
            callback.done(true);
            return true;
        }
        append(batch, new Wait(exchange, batch, callback));
        return false;
    }

    private void append(Batch batch, Wait wait) {
        batch.incoming().whenLate(wait::late);
        CompletionStage<Appended> stage;
        try {
            stage = log.append(batch.receipt(), batch.events());
        } catch (RuntimeException e) {
            batch.incoming().loop().execute(() -> wait.over(null, e));
            return;
        }
        stage.whenComplete((appended, failure) -> batch.incoming().loop().execute(() -> wait.over(appended, failure)));
    }

    /** One request's wait for its commit; ends once, whichever comes first. Runs on the request's loop alone. */
    private final class Wait {
        private final Exchange exchange;
        private final Batch batch;
        private final AsyncCallback callback;
        private boolean over;

        Wait(Exchange exchange, Batch batch, AsyncCallback callback) {
            this.exchange = exchange;
            this.batch = batch;
            this.callback = callback;
        }

        void late() {
            if (!over) {
                over = true;
                refused(Reply.SLOW_STORE);
            }
        }

        void over(Appended appended, Throwable failure) {
            if (appended != null) {
                meters.received(appended.stored(), appended.duplicates(), batch.unparsable());
            }
            if (over) {
                return;
            }
            over = true;
            if (failure == null) {
                callback.done(false);
            } else {
                failed(failure instanceof CompletionException ? failure.getCause() : failure);
            }
        }

        private void failed(Throwable failure) {
            if (failure instanceof StoreUnavailableException) {
                LOG.debug("Events were refused: {}", failure.getMessage());
            } else {
                LOG.error("The event log failed; the request was answered 503 and will be sent again.", failure);
            }
            refused(Reply.STORE);
        }

        private void refused(Reply reply) {
            VerifyToken.refuse(exchange, reply);
            callback.done(false);
        }
    }
}
