/** What WotNot sends, made readable: the event, its parts, the readers of the payloads, and the matching of types. */
package io.wotnotrelay.event;
