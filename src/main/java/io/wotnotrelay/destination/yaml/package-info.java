/** A destination file as a tree in which every value knows its line and column. */
package io.wotnotrelay.destination.yaml;
