package io.wotnotrelay.log.index;

import java.util.List;

/**
 * What a search found.
 *
 * @param seqs places of events, newest first
 * @param partial whether events that the index has not reached were left out
 * @param indexedTo how far the index was
 */
public record Found(List<Long> seqs, boolean partial, long indexedTo) {}
