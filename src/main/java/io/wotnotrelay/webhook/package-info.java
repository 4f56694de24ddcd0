/** From HTTP to the log: the server WotNot posts to, the token, the batch and its items, the receipt. */
package io.wotnotrelay.webhook;
