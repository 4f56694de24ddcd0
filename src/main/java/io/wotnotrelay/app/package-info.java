/** Puts the rooms together into a running relay, and takes it apart again in the right order. */
package io.wotnotrelay.app;
