package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.serve.ServingRules.Exploring;
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
 * @param terms what else its decisions follow from
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
    Map<String, Double> evidence,
    Terms terms) {

  /**
   * What the decisions of a policy follow from beside its model: with both, another process decides
   * as the policy would.
   *
   * @param seed of the draws
   * @param horizon rounds planned
   * @param mode what the policy does with a request
   * @param bornArms number of arms in the first request; 0 when it is not known, and then nobody
   *     else can serve the policy
   * @param controlVersion of the newest control update of the policy that it follows; 0 for none
   * @param jobControlVersion the same of the whole job
   * @param held publication is held, and the model is the last one published before
   * @param exploring the least that every arm is explored
   * @param readsFeatures whether the policy or a candidate reads the features of arms
   */
  public record Terms(
      long seed,
      long horizon,
      Mode mode,
      int bornArms,
      long controlVersion,
      long jobControlVersion,
      boolean held,
      Exploring exploring,
      boolean readsFeatures) {
    /** Of a snapshot that is read for its model alone. */
    public static final Terms UNKNOWN =
        new Terms(1, 1_000_000, Mode.ONLINE, 0, 0, 0, false, Exploring.NONE, false);
  }

  /** A snapshot for its model alone. */
  public Snapshot(
      String policy,
      int shard,
      long version,
      long time,
      String algorithm,
      long decided,
      long learned,
      byte[] model,
      Map<String, Double> evidence) {
    this(policy, shard, version, time, algorithm, decided, learned, model, evidence, Terms.UNKNOWN);
  }

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
        + evidence
        + ", "
        + terms;
  }
}
