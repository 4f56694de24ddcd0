/** Kamelets whose parameters arrive exactly as they were written, and the definitions of the Kamelets there are. */
package io.wotnotrelay.destination.kamelet;
