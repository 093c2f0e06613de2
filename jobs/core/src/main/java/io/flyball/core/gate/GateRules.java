package io.flyball.core.gate;

import io.flyball.core.gate.rules.RuleSet;

/**
 * A version of everything that decides.
 *
 * @param policy costs, critics, deadline
 * @param rules expressions; their version is that of all of it
 * @param supervision of what runs
 * @param critics how critics are judged
 */
public record GateRules(
    GatePolicy policy, RuleSet rules, Supervision supervision, CriticReliability.Config critics) {

  /**
   * How what runs is supervised.
   *
   * @param deadlineMs ms that a checkpoint is waited for
   * @param repairs failures of an episode before it is aborted
   * @param tries of a stage
   * @param loop how often the same primitive makes a loop
   * @param checks how often checkpoints are looked at
   */
  public record Supervision(long deadlineMs, int repairs, int tries, int loop, CheckRate checks) {

    /** 5 s, 2 repairs, 4 tries, a loop of 3; looks at a tenth, more where above .05 fail. */
    public static Supervision standard() {
      return new Supervision(5_000, 2, 4, 3, new CheckRate(.1, .05));
    }
  }

  /** Version of the rules. */
  public long version() {
    return rules.version();
  }
}
