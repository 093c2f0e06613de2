package io.flyball.jobs.runtime;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.record.Refusal;

/**
 * A record as it enters a job: what it holds, or why it was refused. It lives inside the source's
 * chain and is never sent over the network.
 *
 * @param <I> the job's own input
 */
public interface JobInput<I extends JobInput<I>> {
  /** The record as read. */
  RawRecord raw();

  /** Event time, epoch ms; the beginning of time for what must not move event time. */
  long time();

  /** Why it was refused; null where it was not. */
  Refusal refusal();

  /** JSON fields that no schema names. */
  UnknownFields unknownFields();

  /** The same, which had fields that no schema names. */
  I with(UnknownFields unknown);
}
