package io.flyball.jobs.reward;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.record.Refusal;
import io.flyball.core.reward.RewardCount;
import io.flyball.core.reward.RewardRow;
import io.flyball.jobs.runtime.JobInput;

/**
 * A record as it enters the job: exactly one of row, passed over, member and refusal is set. It
 * lives inside the source's chain and is never sent over the network.
 *
 * @param raw the record as read
 * @param time event time, epoch ms; the beginning of time for what must not move event time
 * @param row feedback that earns something
 * @param passedOver why feedback earns nothing
 * @param member a member of a group
 * @param refusal why the record was refused
 * @param unknownFields JSON fields that no schema names
 */
public record RewardInput(
    RawRecord raw,
    long time,
    RewardRow row,
    RewardCount passedOver,
    RewardMember member,
    Refusal refusal,
    UnknownFields unknownFields)
    implements JobInput<RewardInput> {

  RewardInput(
      RawRecord raw,
      long time,
      RewardRow row,
      RewardCount passedOver,
      RewardMember member,
      Refusal refusal) {
    this(raw, time, row, passedOver, member, refusal, UnknownFields.NONE);
  }

  static RewardInput refused(RawRecord raw, Refusal refusal) {
    return new RewardInput(raw, Long.MIN_VALUE, null, null, null, refusal);
  }

  @Override
  public RewardInput with(UnknownFields unknown) {
    return unknown.count() == 0
        ? this
        : new RewardInput(raw, time, row, passedOver, member, refusal, unknown);
  }
}
