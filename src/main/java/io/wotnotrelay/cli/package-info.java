/** The command line: starting the relay, and acting as WotNot towards it. */
package io.wotnotrelay.cli;
