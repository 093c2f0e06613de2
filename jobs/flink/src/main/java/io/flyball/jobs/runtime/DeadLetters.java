package io.flyball.jobs.runtime;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Refusal;

/** Makes dead letters that lose nothing of what was read. */
public final class DeadLetters {
  private DeadLetters() {}

  public static DeadLetter of(String job, RawRecord raw, Refusal refusal) {
    return new DeadLetter(
        job,
        refusal.reason(),
        refusal.field(),
        refusal.message(),
        raw.topic(),
        raw.partition(),
        raw.offset(),
        raw.ingestTime(),
        raw.key(),
        raw.value(),
        raw.headers());
  }
}
