/** What {@code run --demo} needs around a relay: servers that show what they get, and the shipped files aimed at them. */
package io.wotnotrelay.cli.demo;
