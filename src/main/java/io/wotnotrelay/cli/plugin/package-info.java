/** Fetches what people want beside what is in the distribution. */
package io.wotnotrelay.cli.plugin;
