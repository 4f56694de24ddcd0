package io.wotnotrelay.webhook;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whether bytes are UTF-8 as RFC 3629 section 4 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080808080808080L;

    private Utf8() {}

    static boolean valid(byte[] in, int from, int to) {
        int at = ascii(in, from, to);
        while (at < to) {
            int length = sequence(in, at, to);
            if (length == 0) {
                return false;
            }
            at = ascii(in, at + length, to);
        }
        return true;
    }

    /** Index of the first byte from {@code at} on that is not ASCII, or {@code to}. */
    private static int ascii(byte[] in, int at, int to) {
        int i = at;
        while (i + 8 <= to && ((long) LONG.get(in, i) & NOT_ASCII) == 0) {
            i += 8;
        }
        while (i < to && in[i] >= 0) {
            i++;
        }
        return i;
    }

    /** Length of the well-formed sequence at {@code at}, whose first byte is not ASCII; 0 where there is none. */
    private static int sequence(byte[] in, int at, int to) {
        int first = in[at] & 0xff;
        int length = length(first);
        if (length == 0 || at + length > to || !second(first, in[at + 1] & 0xff)) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((in[i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private static int length(int first) {
        if (first < 0xc2 || first > 0xf4) {
            return 0;
        }
        return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    }

    /** The second byte rules out overlong forms, surrogates and code points above U+10FFFF. */
    private static boolean second(int first, int second) {
        int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        return second >= low && second <= high;
    }
}
