package io.flyball.jobs.bandit;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.DecisionRequest;
import io.flyball.core.bandit.serve.ShardKey;
import io.flyball.core.bandit.serve.Snapshot;
import io.flyball.core.record.Refusal;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A record on its way to its policy: exactly one of request, reward, snapshot and refusal is set.
 * The raw bytes stay with it, because a policy may still refuse it.
 *
 * @param raw the record as read
 * @param asked id of the request that was refused, whose sender waits; null for any other event
 * @param unknownFields JSON fields that no schema names
 * @param shard of the policy that it goes to; 0 where policies are not split
 * @param clock how far its partition had come in event time: what is older is late; the beginning
 *     of time for what has no part in that
 */
@TypeInfo(BanditEventType.class)
public record BanditEvent(
    RawRecord raw,
    DecisionRequest request,
    Reward reward,
    Snapshot snapshot,
    Refusal refusal,
    String asked,
    UnknownFields unknownFields,
    int shard,
    long clock) {

  BanditEvent(
      RawRecord raw,
      DecisionRequest request,
      Reward reward,
      Snapshot snapshot,
      Refusal refusal,
      UnknownFields unknownFields) {
    this(raw, request, reward, snapshot, refusal, null, unknownFields, 0, Long.MIN_VALUE);
  }

  static BanditEvent refused(RawRecord raw, Refusal refusal, UnknownFields unknownFields) {
    return new BanditEvent(raw, null, null, null, refusal, unknownFields);
  }

  /** A request that its sender is told is refused. */
  static BanditEvent refusedRequest(
      RawRecord raw, Refusal refusal, String asked, UnknownFields unknownFields) {
    return new BanditEvent(raw, null, null, null, refusal, asked, unknownFields, 0, Long.MIN_VALUE);
  }

  /** The policy that it belongs to. */
  public String policy() {
    if (asked != null) {
      return DecisionRequest.policyOf(asked);
    }
    if (request != null) {
      return DecisionRequest.policyOf(request.id());
    }
    return reward != null ? DecisionRequest.policyOf(reward.decisionId()) : snapshot.policy();
  }

  /** Where it is served. */
  String key(int shards) {
    return ShardKey.of(policy(), shard, shards);
  }

  /** The id of the decision that it is of; null for a snapshot. */
  private String decision() {
    return request != null ? request.id() : reward != null ? reward.decisionId() : null;
  }

  /** The same, or for what several shards must hear one for each. */
  BanditEvent[] toShards(int shards) {
    if (shards < 2) {
      return new BanditEvent[] {this};
    }
    if (snapshot == null) {
      return new BanditEvent[] {to(ShardKey.shardOf(decision(), shards))};
    }
    if (snapshot.shard() < 0) {
      return new BanditEvent[] {this};
    }
    return IntStream.range(0, shards)
        .filter(shard -> shard != snapshot.shard())
        .mapToObj(this::to)
        .toArray(BanditEvent[]::new);
  }

  private BanditEvent to(int other) {
    return new BanditEvent(
        raw, request, reward, snapshot, refusal, asked, unknownFields, other, clock);
  }

  /** The same when its unknown fields have been told. */
  BanditEvent known() {
    return unknownFields.count() == 0
        ? this
        : new BanditEvent(
            raw, request, reward, snapshot, refusal, asked, UnknownFields.NONE, shard, clock);
  }

  /** The same, read when its partition had come to a time. */
  BanditEvent at(long reached) {
    return new BanditEvent(
        raw, request, reward, snapshot, refusal, asked, unknownFields, shard, reached);
  }

  /** Event time, epoch ms; the beginning of time for what must not move event time. */
  public long time() {
    if (request != null) {
      return request.time();
    }
    return reward != null ? reward.time() : Long.MIN_VALUE;
  }
}
