/** The {@code wotnot:} component: the beginning of every destination's route. */
package io.wotnotrelay.destination.component;
