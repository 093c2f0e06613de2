package io.flyball.connectors.stdio;

/**
 * One line of a text input.
 *
 * @param number counted from 0
 * @param bytes without the line's end (LF or CR LF)
 * @param truncated true when the line was longer than the reader's limit: these are its first bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record InputLine(long number, byte[] bytes, boolean truncated) {}
