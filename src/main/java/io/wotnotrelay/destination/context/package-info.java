/** The small Camel context that each destination file runs in. */
package io.wotnotrelay.destination.context;
