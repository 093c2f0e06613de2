package io.flyball.tools.bandit;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.env.Delay;
import io.flyball.core.bandit.env.Environment;
import io.flyball.core.bandit.env.EnvironmentName;
import io.flyball.core.bandit.env.LearnerPlayer;
import io.flyball.core.bandit.env.Player;
import io.flyball.core.bandit.env.TaskPlayer;
import java.util.Locale;

/**
 * What is played, apart from the seed.
 *
 * @param env name of the environment
 * @param arms number of arms, where the environment lets one choose
 * @param dim length of the context without the constant, where the environment has one
 * @param rounds decisions
 * @param delay of the rewards, by name
 * @param lost share of rewards that never come, in [0, 1)
 */
public record World(String env, int arms, int dim, long rounds, String delay, double lost) {

  public Environment environment(long seed) {
    return EnvironmentName.of(env, arms, dim, rounds, seed);
  }

  public Delay rewardDelay() {
    Delay parsed = Delay.parse(delay);
    return lost == 0 ? parsed : parsed.losing(lost);
  }

  /** A fresh player of this world: a policy, or a learner of continuing tasks. */
  public Player player(String policy) {
    Environment any = environment(0);
    if (!TaskPlayer.names(policy)) {
      return new LearnerPlayer(learner(policy), any.arms());
    }
    if (!env.equals("chain")) {
      throw new IllegalArgumentException(
          "'" + policy + "' plays the environment chain alone, where an action leads to a state");
    }
    return TaskPlayer.of(policy, any.dimension(), any.arms());
  }

  /** A fresh learner for this world. */
  public Learner learner(String policy) {
    Environment any = environment(0);
    int features = any.features().length == 0 ? 0 : any.features()[0].length;
    try {
      return new Learner(
          PolicyName.parse(ownConstants(policy), any.dimension(), features, any.arms(), rounds));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "policy '%s' in environment '%s'%s: %s",
              policy,
              env,
              missing(any.dimension(), features),
              e.getMessage()),
          e);
    }
  }

  /**
   * Constants of a dynamical system are those of the world that is played, unless they are given.
   */
  private String ownConstants(String policy) {
    boolean open =
        policy.startsWith("dynlin-ucb") && env.startsWith("dlb-") && !policy.contains("system=");
    return open ? policy + (policy.contains(":") ? "," : ":") + "system=" + env : policy;
  }

  private static String missing(int context, int features) {
    if (context > 0) {
      return "";
    }
    return features > 0 ? ", which has no contexts" : ", which has neither contexts nor features";
  }
}
