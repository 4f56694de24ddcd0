/** What is known of a conversation as of each of its events: a fold over the log, read by the lanes. */
package io.wotnotrelay.conversation;
