/** The event log: every event once, in order, on disk before anyone is told so; cursors, parked deliveries, outcomes. */
package io.wotnotrelay.log;
