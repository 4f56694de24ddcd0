/** What the event logs in SQL databases have in common: the one writer and its group commit, the tables, how they are read. */
package io.wotnotrelay.log.sql;
