/** Typed settings: one record per feature, read from application.properties and the environment. */
package io.wotnotrelay.config;
