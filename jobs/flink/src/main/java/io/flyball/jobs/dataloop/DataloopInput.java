package io.flyball.jobs.dataloop;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.runtime.JobInput;

/**
 * A record as it enters the job, or why it was refused. It lives inside the source's chain and is
 * never sent over the network.
 *
 * @param time event time, epoch ms; the beginning of time for what must not move event time
 * @param unknownFields JSON fields that no schema names
 */
public record DataloopInput(
    RawRecord raw, long time, DataloopRecord record, Refusal refusal, UnknownFields unknownFields)
    implements JobInput<DataloopInput> {

  static DataloopInput of(DataloopRecord record) {
    return new DataloopInput(record.raw(), record.time(), record, null, UnknownFields.NONE);
  }

  static DataloopInput refused(RawRecord raw, Refusal refusal) {
    return new DataloopInput(raw, Long.MIN_VALUE, null, refusal, UnknownFields.NONE);
  }

  @Override
  public DataloopInput with(UnknownFields unknown) {
    return unknown.count() == 0 ? this : new DataloopInput(raw, time, record, refusal, unknown);
  }
}
