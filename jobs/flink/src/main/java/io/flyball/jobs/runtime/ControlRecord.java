package io.flyball.jobs.runtime;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.record.ControlUpdate;
import io.flyball.core.record.Refusal;

/**
 * A record of the control stream as it enters a job: exactly one of update and refusal is set.
 *
 * @param raw the record as read
 * @param unknownFields JSON fields that no schema names
 */
public record ControlRecord(
    RawRecord raw, ControlUpdate update, Refusal refusal, UnknownFields unknownFields) {

  /** A record without unknown fields. */
  public ControlRecord(RawRecord raw, ControlUpdate update, Refusal refusal) {
    this(raw, update, refusal, UnknownFields.NONE);
  }

  /** The update when it is meant for {@code target}, else null. */
  public ControlUpdate forTarget(String target) {
    return update != null && update.target().equals(target) ? update : null;
  }
}
