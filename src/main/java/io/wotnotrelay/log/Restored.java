package io.wotnotrelay.log;

import java.nio.file.Path;
import java.util.List;

/**
 * What a restore has done.
 *
 * @param aside where the log that was there before is now; null where there was none
 * @param written names of the small files that were written
 * @param kept names of those that were there already and differ from the backup's
 */
public record Restored(Path aside, List<String> written, List<String> kept) {}
