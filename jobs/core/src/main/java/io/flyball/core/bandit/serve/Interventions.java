package io.flyball.core.bandit.serve;

import java.util.List;
import java.util.Map;

/**
 * What a control record does once, when a policy first follows it.
 *
 * @param reset forget everything learned; decisions that wait are still answered, but teach nothing
 * @param release publish a policy that is held
 * @param removeArms arms to forget
 * @param priors observations and sum of rewards to begin with, by arm
 * @param similar what else an arm begins with, by arm
 * @param features of arms, by which those that are new begin as the others predict
 */
public record Interventions(
    boolean reset,
    boolean release,
    List<String> removeArms,
    Map<String, double[]> priors,
    Map<String, Similar> similar,
    Map<String, double[]> features) {

  /**
   * What an arm begins with.
   *
   * @param arm the one that it is taken to be like; null for all that are known
   * @param most observations that this is worth at most, above 0
   */
  public record Similar(String arm, double most) {}

  public Interventions(
      boolean reset, boolean release, List<String> removeArms, Map<String, double[]> priors) {
    this(reset, release, removeArms, priors, Map.of(), Map.of());
  }

  public static final Interventions NONE = new Interventions(false, false, List.of(), Map.of());
}
