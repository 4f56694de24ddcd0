package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The outcomes of one lane in one commit as one blob; a cause that comes again is written once. */
public final class OutcomePack {
    private static final Outcome.Result[] RESULTS = Outcome.Result.values();
    /** Beside the number of the result. */
    private static final int OUT_OF_ORDER = 8;

    /** The same: the place of the first event and how many there are come last. */
    private static final int SEVERAL = 16;

    private OutcomePack() {}

    public static byte[] write(List<Outcome> outcomes) {
        Pack pack = new Pack();
        Map<String, Integer> causes = new HashMap<>();
        long last = 0;
        for (Outcome outcome : outcomes) {
            pack.signed(outcome.seq() - last).number(how(outcome));
            pack.signed(outcome.code()).signed(outcome.millis()).signed(outcome.attempts());
            cause(pack, causes, outcome.cause());
            if (isOfSeveral(outcome)) {
                pack.number(outcome.seq() - outcome.first()).number(outcome.events());
            }
            last = outcome.seq();
        }
        return pack.toBytes();
    }

    private static int how(Outcome outcome) {
        return outcome.result().ordinal()
                | (outcome.outOfOrder() ? OUT_OF_ORDER : 0)
                | (isOfSeveral(outcome) ? SEVERAL : 0);
    }

    private static boolean isOfSeveral(Outcome outcome) {
        return outcome.events() != 1 || outcome.first() != outcome.seq();
    }

    /** 0 for none, 1 for a new one that follows, else the place of an earlier one plus 2. */
    private static void cause(Pack pack, Map<String, Integer> causes, String cause) {
        Integer known = cause == null ? Integer.valueOf(-2) : causes.putIfAbsent(cause, causes.size());
        if (known == null) {
            pack.number(1).text(cause);
        } else {
            pack.number(known + 2);
        }
    }

    public static List<Outcome> read(byte[] bytes) {
        Unpack in = new Unpack(bytes);
        List<Outcome> out = new ArrayList<>();
        List<String> causes = new ArrayList<>();
        long seq = 0;
        while (in.more()) {
            seq += in.signed();
            int how = (int) in.number();
            Outcome.Result result = RESULTS[how & (OUT_OF_ORDER - 1)];
            int code = (int) in.signed();
            int millis = (int) in.signed();
            int attempts = (int) in.signed();
            String cause = cause(in, causes);
            boolean outOfOrder = (how & OUT_OF_ORDER) != 0;
            boolean several = (how & SEVERAL) != 0;
            long first = several ? seq - in.number() : seq;
            long events = several ? in.number() : 1;
            out.add(new Outcome(seq, result, code, millis, attempts, cause, outOfOrder, first, events));
        }
        return out;
    }

    private static String cause(Unpack in, List<String> causes) {
        int which = (int) in.number();
        if (which == 1) {
            causes.add(in.text());
            return causes.get(causes.size() - 1);
        }
        return which == 0 ? null : causes.get(which - 2);
    }
}
