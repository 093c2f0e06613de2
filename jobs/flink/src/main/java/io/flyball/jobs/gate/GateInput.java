package io.flyball.jobs.gate;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.runtime.JobInput;

/**
 * A record as it enters the job: something about an action, something about an episode, or a
 * refusal. It lives inside the source's chain and is never sent over the network.
 *
 * @param raw the record as read
 * @param time event time, epoch ms; the beginning of time for what must not move event time
 * @param refusal why it was refused
 * @param unknownFields JSON fields that no schema names
 */
public record GateInput(
    RawRecord raw,
    long time,
    ActionEvent action,
    StepEvent step,
    Refusal refusal,
    UnknownFields unknownFields)
    implements JobInput<GateInput> {

  static GateInput of(RawRecord raw, ActionEvent action) {
    return new GateInput(raw, action.time(), action, null, null, UnknownFields.NONE);
  }

  static GateInput of(RawRecord raw, StepEvent step) {
    return new GateInput(raw, step.time(), null, step, null, UnknownFields.NONE);
  }

  static GateInput refused(RawRecord raw, Refusal refusal) {
    return new GateInput(raw, Long.MIN_VALUE, null, null, refusal, UnknownFields.NONE);
  }

  @Override
  public GateInput with(UnknownFields unknown) {
    return unknown.count() == 0 ? this : new GateInput(raw, time, action, step, refusal, unknown);
  }
}
