/**
 * Reads text that others wrote: encoding, delimiter, quoting, header, columns and units of time are
 * detected or given, and a report states what was assumed and which rows were skipped.
 */
package io.flyball.connectors.text;
