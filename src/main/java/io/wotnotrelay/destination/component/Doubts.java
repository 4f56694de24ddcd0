package io.wotnotrelay.destination.component;

import io.wotnotrelay.lane.Delivery;
import io.wotnotrelay.lane.Doubt;
import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.sink.InDoubt;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;

/** What a run of a route tells of deliveries that may have been done already. */
final class Doubts {
    private static final int LONGEST_CHAIN = 50;

    private Doubts() {}

    /** By seq, how the sinks of the route settled what was in doubt. */
    static Map<Long, Doubt.Settled> settled(Delivery delivery, Exchange exchange) {
        if (delivery.doubts().isEmpty()) {
            return Map.of();
        }
        Map<String, InDoubt.End> ends = InDoubt.ends(exchange);
        Map<Long, Doubt.Settled> settled = new HashMap<>();
        for (StoredEvent event : delivery.events()) {
            InDoubt.End whole = ends.get(delivery.id());
            InDoubt.End end = ends.getOrDefault(event.id() + "." + delivery.destination(), whole);
            if (end != null && delivery.doubts().containsKey(event.seq())) {
                settled.put(event.seq(), Doubt.Settled.valueOf(end.name()));
            }
        }
        return settled;
    }

    /** The failure, marked where the destination may have done it all the same. */
    static Failed failed(Failed failed, Throwable thrown, Exchange exchange) {
        if (failed.failure() != Failure.TRANSIENT) {
            return failed;
        }
        Boolean begun = InDoubt.begun(exchange);
        boolean lost = begun == null ? lostAnswer(thrown) : begun && (failed.code() == 0 || failed.code() >= 500);
        return lost ? failed.asMaybeDone() : failed;
    }

    /** A sink that is not ours says nothing of what it had begun: only the network's own words tell. */
    private static boolean lostAnswer(Throwable thrown) {
        Throwable t = thrown;
        for (int i = 0; t != null && i < LONGEST_CHAIN; i++, t = t.getCause()) {
            boolean unreached = t instanceof ConnectException || t instanceof NoRouteToHostException;
            if (!unreached
                    && (t instanceof SocketTimeoutException
                            || t instanceof TimeoutException
                            || t instanceof SocketException
                            || t instanceof EOFException)) {
                return true;
            }
        }
        return false;
    }
}
