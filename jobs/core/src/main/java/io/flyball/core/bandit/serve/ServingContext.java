package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.join.Place;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.core.state.DeadlineIndex;
import java.util.Arrays;

/** What the parts of {@link PolicyServer} share: state, output, and the rules in force. */
final class ServingContext {
  final ServingState state;
  final ServingOutput out;
  final DeadlineIndex deadlines;
  final Algorithms algorithms = new Algorithms();
  ServingRules rules;
  String policy;
  int shard;

  /** What a reward becomes that is looked at now, maybe long after it came; null for none. */
  private DeadLetter reward;

  /** Whether what is looked at now is taken: neither refused nor waiting. */
  private boolean taken;

  ServingContext(ServingState state, ServingOutput out) {
    this.state = state;
    this.out = out;
    this.deadlines = new DeadlineIndex(state.slots(), state.agenda(), out::wakeAt);
  }

  /** The algorithm that a policy's statistics belong to. */
  Policy algorithm(PolicyHead head) {
    return parse(head, head.algorithm());
  }

  Policy parse(PolicyHead head, String algorithm) {
    return parse(algorithm, head.context(), head.features(), head.arms());
  }

  /**
   * An algorithm for a policy of these sizes.
   *
   * @throws IllegalArgumentException for an unknown one, or one that cannot serve as the rules want
   */
  Policy parse(String algorithm, int context, int features, int arms) {
    Policy policy = algorithms.of(algorithm, context, features, arms, rules.horizon());
    if (rules.sharding().shards() > 1) {
      Algorithms.requireAdditive(algorithm, policy);
    }
    return policy;
  }

  /** The policy, or the shard of it. */
  String name() {
    return ShardKey.of(policy, shard, rules.sharding().shards());
  }

  LoadedPolicy load(PolicyHead head, String... arms) {
    return new LoadedPolicy(head, algorithm(head), state, arms);
  }

  /**
   * When a decision is learned.
   *
   * @param place where in a slate it stands: what another position may tell of it has to be waited
   *     for
   */
  Learning learning(Policy algorithm, Place place) {
    if (place.position() > 0 && rules.clicks().waits(algorithm)) {
      return Learning.AT_EXPIRY;
    }
    return rules.learning().resolve(algorithm.revisable(), rules.defaultReward() != null);
  }

  /** The default for every objective; null without one. */
  double[] defaultReward(int objectives) {
    if (rules.defaultReward() == null) {
      return null;
    }
    double[] values = new double[objectives];
    Arrays.fill(values, rules.defaultReward());
    return values;
  }

  /** Looks at a decision again when event time has come so far. */
  void lookAt(String id, long time) {
    deadlines.note(id, time, rules.window());
  }

  /**
   * Looks at a request or a reward: what is refused meanwhile is that, and not the record or the
   * timer that made it be looked at.
   *
   * @param letter what a reward becomes that came before this record; null for this record
   * @return whether it was taken: what is refused, or waits and may be, leaves no trace
   */
  boolean concerning(DeadLetter letter, Runnable look) {
    DeadLetter outer = reward;
    boolean outerTaken = taken;
    reward = letter;
    taken = true;
    try {
      look.run();
      return taken;
    } finally {
      reward = outer;
      taken = outerTaken;
    }
  }

  /** The reward that is looked at now has to wait. */
  void leave() {
    taken = false;
  }

  void refuse(Reason reason, String field, String message) {
    Refusal refusal = Refusal.of(reason, field, message);
    out.refuse(reward == null ? out.letter(refusal) : reward.because(refusal));
    taken = false;
  }
}
