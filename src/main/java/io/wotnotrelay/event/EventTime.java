package io.wotnotrelay.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/**
 * Reads the times WotNot writes. Times without a zone are UTC: WotNot's own payloads show it ({@code created_at} beside
 * {@code conversation_created_at}).
 *
 * <p>Understood: {@code 2023-09-01 14:13:32.141788}, with a blank or a {@code T}, with or without seconds and up to nine
 * digits of fraction, with nothing, {@code Z}, {@code UTC}, {@code +05:30}, {@code +0530} or {@code +05} behind it; and
 * a number of exactly 10 digits (seconds since 1970) or 13 (milliseconds).
 */
public final class EventTime {
    private static final int SECONDS_A_DAY = 86_400;
    private static final int MOST_OFFSET_SECONDS = 18 * 3600;
    private static final int NANO_DIGITS = 9;

    private final String s;
    private int at;
    private boolean readable = true;

    private EventTime(String s) {
        this.s = s;
    }

    /** The time this text tells, if it tells one. Never fails, and makes no exception inside: it runs for every item. */
    public static Optional<Instant> parse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        String s = text.strip();
        if (s.length() < 10 || s.length() > 40) {
            return Optional.empty();
        }
        return Optional.ofNullable(s.charAt(4) == '-' ? new EventTime(s).dateTime() : epoch(s));
    }

    private static Instant epoch(String s) {
        for (int i = 0; i < s.length(); i++) {
            if (s.charAt(i) < '0' || s.charAt(i) > '9') {
                return null;
            }
        }
        return switch (s.length()) {
            case 10 -> Instant.ofEpochSecond(Long.parseLong(s));
            case 13 -> Instant.ofEpochMilli(Long.parseLong(s));
            default -> null;
        };
    }

    private Instant dateTime() {
        long day = day();
        int separator = next();
        int second = clock();
        int nanos = fraction();
        int offset = offset();
        boolean whole = readable && at == s.length() && (separator == ' ' || separator == 'T' || separator == 't');
        return whole ? Instant.ofEpochSecond(day * SECONDS_A_DAY + second - offset, nanos) : null;
    }

    private long day() {
        int year = number(4, 9999);
        expect('-');
        int month = number(2, 12);
        expect('-');
        int day = number(2, 31);
        if (!readable
                || month == 0
                || day == 0
                || day > YearMonth.of(year, month).lengthOfMonth()) {
            readable = false;
            return 0;
        }
        return LocalDate.of(year, month, day).toEpochDay();
    }

    private int clock() {
        int hour = number(2, 23);
        expect(':');
        int minute = number(2, 59);
        return hour * 3600 + minute * 60 + (take(':') ? number(2, 59) : 0);
    }

    private int fraction() {
        if (!take('.') && !take(',')) {
            return 0;
        }
        int nanos = 0;
        int digits = 0;
        while (peek() >= '0' && peek() <= '9') {
            nanos = nanos * 10 + next() - '0';
            if (++digits > NANO_DIGITS) {
                readable = false;
                return 0;
            }
        }
        readable &= digits > 0;
        for (; digits < NANO_DIGITS; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    private int offset() {
        take(' ');
        if (at == s.length() || take('Z') || take('z') || utc()) {
            return 0;
        }
        int sign = next();
        int hours = number(2, 18);
        boolean colon = take(':');
        int minutes = colon || at < s.length() ? number(2, 59) : 0;
        int seconds = hours * 3600 + minutes * 60;
        readable &= (sign == '+' || sign == '-') && seconds <= MOST_OFFSET_SECONDS;
        return sign == '-' ? -seconds : seconds;
    }

    private boolean utc() {
        boolean found = s.startsWith("UTC", at) || s.startsWith("GMT", at);
        at += found ? 3 : 0;
        return found;
    }

    private int number(int digits, int most) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int c = next();
            readable &= c >= '0' && c <= '9';
            value = value * 10 + c - '0';
        }
        readable &= value <= most;
        return value;
    }

    private void expect(char c) {
        readable &= next() == c;
    }

    private boolean take(char c) {
        boolean found = peek() == c;
        at += found ? 1 : 0;
        return found;
    }

    private int peek() {
        return at < s.length() ? s.charAt(at) : -1;
    }

    private int next() {
        int c = peek();
        at += c < 0 ? 0 : 1;
        return c;
    }
}
