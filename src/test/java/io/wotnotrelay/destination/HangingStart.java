package io.wotnotrelay.destination;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;

/** A step whose start waits until it is let go, whatever interrupts it. */
public final class HangingStart extends ServiceSupport implements Processor {
    static final AtomicInteger STOPPED = new AtomicInteger();
    private static volatile CountDownLatch door = new CountDownLatch(0);

    static void hold() {
        door = new CountDownLatch(1);
        STOPPED.set(0);
    }

    static void letGo() {
        door.countDown();
    }

    @Override
    protected void doStart() {
        boolean open = false;
        while (!open) {
            try {
                door.await();
                open = true;
            } catch (InterruptedException e) {
                // goes on: not everything that hangs can be interrupted
            }
        }
    }

    @Override
    protected void doStop() {
        STOPPED.incrementAndGet();
    }

    @Override
    public void process(Exchange exchange) {}
}
