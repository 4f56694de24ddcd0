package io.wotnotrelay.webhook;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts wrong tokens by address, so that guessing is slow. The webhook asks it only about requests that hold no valid
 * token: the real sender is never limited, also behind the same address. Bounded: the addresses longest unheard of are forgotten.
 */
public final class Guesses {
    /** Wrong tokens an address may send to the webhook in a minute. */
    static final int MOST = 300;

    private static final int ADDRESSES = 10_000;
    private static final long WINDOW_MILLIS = 60_000;

    private final int most;
    private final LongSupplier clock;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > ADDRESSES;
        }
    };

    /** For the webhook. */
    Guesses(LongSupplier clock) {
        this(MOST, clock);
    }

    /**
     * @param most wrong tokens an address may send in a minute
     * @param clock milliseconds that only grow
     */
    public Guesses(int most, LongSupplier clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Counts a wrong token; 0 when the address may go on, else the seconds it should wait. */
    public synchronized long wrong(String address) {
        long now = clock.getAsLong();
        Window window = windows.computeIfAbsent(network(address), a -> new Window(now));
        return window.count(now, most);
    }

    /** The seconds this address should wait, without counting anything; 0 when it may go on. */
    public synchronized long wait(String address) {
        Window window = windows.get(network(address));
        return window == null ? 0 : window.left(clock.getAsLong(), most);
    }

    /** Whoever has one IPv6 address has the 2^64 beside it. */
    private static String network(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null || bytes.length == 4 ? address : HexFormat.of().formatHex(Arrays.copyOf(bytes, 8));
    }

    private static final class Window {
        private long began;
        private int count;

        Window(long began) {
            this.began = began;
        }

        long count(long now, int most) {
            if (now - began >= WINDOW_MILLIS) {
                began = now;
                count = 0;
            }
            count = Math.min(count + 1, most + 1);
            return left(now, most);
        }

        long left(long now, int most) {
            return count <= most ? 0 : Math.max(0, (began + WINDOW_MILLIS - now + 999) / 1000);
        }
    }
}
