/** Destination files: loading, checking, starting and stopping them, each in a Camel context of its own. */
package io.wotnotrelay.destination;
