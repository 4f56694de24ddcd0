/** Copies a whole log from one kind of store to another, and checks what arrived. See docs/adr/0018. */
package io.wotnotrelay.log.copy;
