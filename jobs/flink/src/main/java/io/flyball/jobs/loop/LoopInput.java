package io.flyball.jobs.loop;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.runtime.PartitionTimeliness;

/**
 * A record as it enters the job: what it says to each part of the job, or why it was refused. The
 * raw bytes stay with it until nobody can refuse it any more; it lives inside the source's chain
 * and is never sent over the network.
 *
 * @param raw the record as read
 * @param time event time, epoch ms; the beginning of time for what must not move event time
 * @param touch what was shown, taken or decided; or null
 * @param outcome what became known in hindsight; or null
 * @param turn a turn of an episode; or null
 * @param trace a node of an execution graph, or feedback on one; or null
 * @param unknownFields JSON fields that no schema names
 */
public record LoopInput(
    RawRecord raw,
    long time,
    Interaction touch,
    OutcomeSeen outcome,
    TurnSeen turn,
    TraceSeen trace,
    Refusal refusal,
    UnknownFields unknownFields)
    implements PartitionTimeliness.Input {

  static LoopInput refused(RawRecord raw, Refusal refusal, UnknownFields unknownFields) {
    return new LoopInput(raw, Long.MIN_VALUE, null, null, null, null, refusal, unknownFields);
  }
}
