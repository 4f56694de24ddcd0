/** Finds events by something else than their place: an index beside the log, which can be thrown away and is rebuilt. */
package io.wotnotrelay.log.index;
