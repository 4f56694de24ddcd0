package io.wotnotrelay.log;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A set of events by their seq: a bit for each in the stretches that have any, so that ten million of them take about a
 * megabyte. Not safe for use by several threads.
 */
public final class SeqSet {
    private static final int SHIFT = 16;
    private static final int MASK = (1 << SHIFT) - 1;

    private final TreeMap<Long, BitSet> stretches = new TreeMap<>();
    private long size;

    /** Puts one in; says whether it was not there. */
    public boolean add(long seq) {
        BitSet stretch = stretches.computeIfAbsent(seq >> SHIFT, key -> new BitSet());
        int bit = (int) (seq & MASK);
        boolean added = !stretch.get(bit);
        stretch.set(bit);
        size += added ? 1 : 0;
        return added;
    }

    /** Puts in all of another one. */
    public void addAll(SeqSet others) {
        for (Map.Entry<Long, BitSet> other : others.stretches.entrySet()) {
            BitSet stretch = stretches.computeIfAbsent(other.getKey(), key -> new BitSet());
            size -= stretch.cardinality();
            stretch.or(other.getValue());
            size += stretch.cardinality();
        }
    }

    /** Takes out all that the other one has; gives how many these were. */
    public long removeAll(SeqSet others) {
        long before = size;
        for (Map.Entry<Long, BitSet> other : others.stretches.entrySet()) {
            BitSet stretch = stretches.get(other.getKey());
            if (stretch != null) {
                size -= stretch.cardinality();
                stretch.andNot(other.getValue());
                size += stretch.cardinality();
            }
        }
        return before - size;
    }

    public boolean contains(long seq) {
        BitSet stretch = stretches.get(seq >> SHIFT);
        return stretch != null && stretch.get((int) (seq & MASK));
    }

    /** The first one after this seq; -1 where there is none. */
    public long after(long seq) {
        long from = seq + 1;
        for (Map.Entry<Long, BitSet> stretch :
                stretches.tailMap(from >> SHIFT, true).entrySet()) {
            int start = stretch.getKey() == from >> SHIFT ? (int) (from & MASK) : 0;
            int bit = stretch.getValue().nextSetBit(start);
            if (bit >= 0) {
                return (stretch.getKey() << SHIFT) + bit;
            }
        }
        return -1;
    }

    public long size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** All of it, compressed. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            out.writeInt(stretches.size());
            for (Map.Entry<Long, BitSet> stretch : stretches.entrySet()) {
                byte[] bits = stretch.getValue().toByteArray();
                out.writeLong(stretch.getKey());
                out.writeInt(bits.length);
                out.write(bits);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What {@link #toBytes} gave. */
    public static SeqSet of(byte[] bytes) {
        SeqSet set = new SeqSet();
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            for (int left = in.readInt(); left > 0; left--) {
                long key = in.readLong();
                BitSet stretch = BitSet.valueOf(in.readNBytes(in.readInt()));
                set.stretches.put(key, stretch);
                set.size += stretch.cardinality();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The events of a job cannot be read.", e);
        }
        return set;
    }
}
