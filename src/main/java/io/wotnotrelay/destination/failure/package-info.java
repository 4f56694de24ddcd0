/** What an exception of a route means for the delivery, in one sentence without secrets. */
package io.wotnotrelay.destination.failure;
