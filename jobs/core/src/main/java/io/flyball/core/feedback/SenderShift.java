package io.flyball.core.feedback;

/**
 * By how much the time of a record was moved, because its sender stated what its own clock showed
 * when it sent it: {@code time = stated time + shiftMs} with {@code shiftMs = arrival - sentAt}.
 *
 * @param sentAt the sender's clock when it sent the record, epoch ms; 0 where the record stated no
 *     time, and has that of its arrival
 * @param shiftMs what was added to the stated time, ms; negative where the sender's clock is ahead
 */
public record SenderShift(long sentAt, long shiftMs) {}
