package io.flyball.jobs.modes;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.runtime.JobInput;

/**
 * A record as it enters the job: an observation, a refusal, or neither where a record of another
 * stream names no mode. It lives inside the source's chain and is never sent over the network.
 *
 * @param raw the record as read
 * @param time event time, epoch ms; the beginning of time for what must not move event time
 * @param observation what it shows
 * @param refusal why it was refused
 * @param unknownFields JSON fields that no schema names
 */
public record ModesInput(
    RawRecord raw, long time, Observation observation, Refusal refusal, UnknownFields unknownFields)
    implements JobInput<ModesInput> {

  static ModesInput of(Observation seen) {
    return new ModesInput(seen.raw(), seen.time(), seen, null, UnknownFields.NONE);
  }

  static ModesInput passedOver(RawRecord raw, long time) {
    return new ModesInput(raw, time, null, null, UnknownFields.NONE);
  }

  static ModesInput refused(RawRecord raw, Refusal refusal) {
    return new ModesInput(raw, Long.MIN_VALUE, null, refusal, UnknownFields.NONE);
  }

  @Override
  public ModesInput with(UnknownFields unknown) {
    return unknown.count() == 0 ? this : new ModesInput(raw, time, observation, refusal, unknown);
  }
}
