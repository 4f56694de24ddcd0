package io.wotnotrelay.webhook;

/** The sizes of a stretch of JSON that {@link Limits} are about. */
final class Measure {
    private int base;
    private int deepest;
    private int names;
    private int blanks;
    private int longestName;
    private int longestText;
    private int longestNumber;

    /** Forgets everything; depth counts from this one. */
    void begin(int depth) {
        base = depth;
        deepest = depth;
        names = 0;
        blanks = 0;
        longestName = 0;
        longestText = 0;
        longestNumber = 0;
    }

    void depth(int brackets) {
        deepest = Math.max(deepest, brackets);
    }

    void name(int bytes) {
        names++;
        longestName = Math.max(longestName, bytes);
    }

    void text(int bytes) {
        longestText = Math.max(longestText, bytes);
    }

    void number(int digits) {
        longestNumber = Math.max(longestNumber, digits);
    }

    void blanks(int more) {
        blanks += more;
    }

    /** Brackets open at once, at most. */
    int deepest() {
        return deepest - base;
    }

    /** Names in all objects together. */
    int names() {
        return names;
    }

    /** Blanks outside of strings. */
    int blanks() {
        return blanks;
    }

    /** Bytes of the longest name, as written. */
    int longestName() {
        return longestName;
    }

    /** Bytes of the longest string, as written. */
    int longestText() {
        return longestText;
    }

    /** Digits of the longest number, those of its exponent included. */
    int longestNumber() {
        return longestNumber;
    }
}
