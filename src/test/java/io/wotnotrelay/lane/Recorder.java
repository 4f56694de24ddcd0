package io.wotnotrelay.lane;

import io.wotnotrelay.lane.Result.Delivered;
import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import io.wotnotrelay.log.StoredEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** A destination that remembers what it was given, and answers as it was told. */
final class Recorder implements Destination {
    static final Result OK = new Delivered();

    final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    final Set<Long> hanging = ConcurrentHashMap.newKeySet();
    final CountDownLatch letGo = new CountDownLatch(1);
    volatile Function<Delivery, Result> answer = d -> OK;
    volatile Function<StoredEvent, String> filter = e -> null;

    static Result failed(Failure failure) {
        return new Failed(failure, 500, "the other side said no", null);
    }

    Recorder answering(Function<Delivery, Result> with) {
        answer = with;
        return this;
    }

    Recorder hangingOn(long seq) {
        hanging.add(seq);
        return this;
    }

    @Override
    public Result deliver(Delivery delivery) {
        deliveries.add(delivery);
        if (delivery.events().stream().anyMatch(e -> hanging.contains(e.seq()))) {
            try {
                letGo.await();
            } catch (InterruptedException e) {
                return failed(Failure.TRANSIENT);
            }
        }
        return answer.apply(delivery);
    }

    @Override
    public String filtered(StoredEvent event) {
        return filter.apply(event);
    }

    List<Long> seqs() {
        return deliveries.stream()
                .flatMap(d -> d.events().stream())
                .map(StoredEvent::seq)
                .toList();
    }

    List<List<Long>> batches() {
        return deliveries.stream()
                .map(d -> d.events().stream().map(StoredEvent::seq).toList())
                .toList();
    }

    List<Integer> attempts() {
        return deliveries.stream().map(Delivery::attempt).toList();
    }
}
