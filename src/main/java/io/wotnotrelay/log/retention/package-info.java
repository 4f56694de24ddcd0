/** How long the log keeps what, and what goes first. */
package io.wotnotrelay.log.retention;
