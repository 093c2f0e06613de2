package io.flyball.core.bandit.serve;

import java.util.Arrays;
import java.util.Map;

/**
 * The learned state of a policy, packed.
 *
 * @param policy the policy
 * @param shard -1 for all of it, else the shard of a hot policy
 * @param version grows with every snapshot of the policy or shard
 * @param time event time, epoch ms
 * @param algorithm the algorithm and its parameters
 * @param decided decisions behind it
 * @param learned rewards behind it
 * @param model as {@link io.flyball.core.bandit.ModelCodec} writes it
 * @param evidence why it was published, by name
 */
@SuppressWarnings("ArrayRecordComponent") // bytes to be sent; never compared
public record Snapshot(
    String policy,
    int shard,
    long version,
    long time,
    String algorithm,
    long decided,
    long learned,
    byte[] model,
    Map<String, Double> evidence) {

  /** What it replaces the older of: the policy, or a shard of it. */
  public String key() {
    return shard < 0 ? policy : policy + "#" + shard;
  }

  /** With what the arrays hold. */
  @Override
  public String toString() {
    return policy
        + " "
        + shard
        + " version "
        + version
        + " at "
        + time
        + ": "
        + algorithm
        + ", decided "
        + decided
        + ", learned "
        + learned
        + ", hash "
        + Arrays.hashCode(model)
        + ", "
        + evidence;
  }
}
