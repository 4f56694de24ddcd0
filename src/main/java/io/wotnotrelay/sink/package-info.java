/** What a Kamelet cannot say in YAML: templates over hostile text, signed webhooks, files appended by whole lines. */
package io.wotnotrelay.sink;
