package io.flyball.jobs.runtime;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.record.ControlUpdate;
import io.flyball.core.record.Refusal;

/**
 * A record of the control stream as it enters a job: exactly one of update and refusal is set.
 *
 * @param raw the record as read
 */
public record ControlRecord(RawRecord raw, ControlUpdate update, Refusal refusal) {

  /** The update when it is meant for {@code target}, else null. */
  public ControlUpdate forTarget(String target) {
    return update != null && update.target().equals(target) ? update : null;
  }
}
