/** The port people and their tools look at: health and metrics. */
package io.wotnotrelay.api;
