/** Files beside the log that hold what was made of it, and can be thrown away at any time. */
package io.wotnotrelay.log.derived;
