package io.wotnotrelay.webhook;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts wrong tokens by address, so that guessing is slow. It is asked only about requests that hold no valid token:
 * the real sender is never limited, also behind the same address. Bounded: the addresses longest unheard of are forgotten.
 */
final class Guesses {
    /** Wrong tokens an address may send in a minute. */
    static final int MOST = 300;

    private static final int ADDRESSES = 10_000;
    private static final long WINDOW_MILLIS = 60_000;

    private final LongSupplier clock;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > ADDRESSES;
        }
    };

    /** @param clock milliseconds that only grow */
    Guesses(LongSupplier clock) {
        this.clock = clock;
    }

    /** Counts a wrong token; 0 when the address may go on, else the seconds it should wait. */
    synchronized long wrong(String address) {
        long now = clock.getAsLong();
        Window window = windows.computeIfAbsent(network(address), a -> new Window(now));
        return window.count(now);
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

        long count(long now) {
            if (now - began >= WINDOW_MILLIS) {
                began = now;
                count = 0;
            }
            count = Math.min(count + 1, MOST + 1);
            return count <= MOST ? 0 : (began + WINDOW_MILLIS - now + 999) / 1000;
        }
    }
}
