package io.flyball.jobs.gate;

import java.util.HexFormat;

/**
 * What is known of a critic or a risk class at the end of a stretch of event time.
 *
 * @param subject critic/NAME or risk/NAME
 * @param end event time from which it holds, epoch ms
 * @param learnt counts as bytes; empty when the subject is forgotten
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Belief(String subject, long end, byte[] learnt) {
  /** With the bytes, so that two that differ read differently. */
  @Override
  public String toString() {
    return subject + " at " + end + ": " + HexFormat.of().formatHex(learnt);
  }
}
