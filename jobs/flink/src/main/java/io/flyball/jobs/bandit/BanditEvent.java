package io.flyball.jobs.bandit;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.DecisionRequest;
import io.flyball.core.bandit.serve.Snapshot;
import io.flyball.core.record.Refusal;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A record on its way to its policy: exactly one of request, reward, snapshot and refusal is set.
 * The raw bytes stay with it, because a policy may still refuse it.
 *
 * @param raw the record as read
 * @param unknownFields JSON fields that no schema names
 */
@TypeInfo(BanditEventType.class)
public record BanditEvent(
    RawRecord raw,
    DecisionRequest request,
    Reward reward,
    Snapshot snapshot,
    Refusal refusal,
    int unknownFields) {

  static BanditEvent refused(RawRecord raw, Refusal refusal, int unknownFields) {
    return new BanditEvent(raw, null, null, null, refusal, unknownFields);
  }

  /** The policy that it belongs to. */
  public String policy() {
    if (request != null) {
      return DecisionRequest.policyOf(request.id());
    }
    return reward != null ? DecisionRequest.policyOf(reward.decisionId()) : snapshot.policy();
  }

  /** Event time, epoch ms; the beginning of time for what must not move event time. */
  public long time() {
    if (request != null) {
      return request.time();
    }
    return reward != null ? reward.time() : Long.MIN_VALUE;
  }
}
