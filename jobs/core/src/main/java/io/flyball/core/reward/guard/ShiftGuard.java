package io.flyball.core.reward.guard;

import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.guide.Stability;
import java.io.Serializable;

/**
 * Judges a change of rewards before it is made. A softmax policy of temperature alpha moves by at
 * most TV &lt;= max|R' - R| / (2 alpha (1 - gamma)), while an argmax policy may jump by 1 at a tie
 * (Xu, "The policy cliff", 2025). A change whose bound exceeds the budget is held.
 *
 * @param temperature alpha of the policy that learns from the rewards, above 0
 * @param discount gamma, in [0, 1); 0 for a bandit
 * @param budget largest total variation allowed, in (0, 1]
 */
public record ShiftGuard(double temperature, double discount, double budget)
    implements Serializable {

  public ShiftGuard {
    Checks.positive("temperature", temperature);
    Checks.within("discount", discount, 0, Math.nextDown(1.0));
    Checks.positive("budget", Checks.within("budget", budget, 0, 1));
  }

  /**
   * What a change would do.
   *
   * @param change max|R' - R| over contexts and arms
   * @param bound the guarantee: no softmax policy of this temperature moves further
   * @param predicted largest total variation of the softmax policies at these rewards
   * @param temperature smallest one whose bound meets the budget
   * @param nearTies share of contexts whose best two arms cannot be told apart
   * @param accepted whether the bound meets the budget
   */
  public record Verdict(
      double change,
      double bound,
      double predicted,
      double temperature,
      double nearTies,
      boolean accepted) {}

  /**
   * Judges a change.
   *
   * @param before mean reward, one row per context, one column per arm
   * @param after the same under the change
   * @param elsewhere further change of any reward, which no arm can be given, at least 0
   * @param nearTies as of {@link NearTies}; kept beside, it decides nothing
   */
  public Verdict judge(double[][] before, double[][] after, double elsewhere, double nearTies) {
    double change = 0;
    double predicted = 0;
    for (int c = 0; c < before.length; c++) {
      Checks.vector("rewards before", before[c], before[c].length);
      Checks.vector("rewards after", after[c], before[c].length);
      for (int a = 0; a < before[c].length; a++) {
        change = Math.max(change, Math.abs(after[c][a] - before[c][a]));
      }
      predicted = Math.max(predicted, shift(before[c], after[c]));
    }
    change += Checks.within("elsewhere", elsewhere, 0, Double.MAX_VALUE);
    double effective = change / (1 - discount);
    return new Verdict(
        change,
        Stability.bound(effective, temperature),
        predicted,
        Stability.temperatureFor(effective, budget),
        nearTies,
        Stability.bound(effective, temperature) <= budget);
  }

  private double shift(double[] before, double[] after) {
    if (before.length == 0) {
      return 0;
    }
    double[] p = before.clone();
    double[] q = after.clone();
    Pick.softmax(temperature, 0, p);
    Pick.softmax(temperature, 0, q);
    return Stability.totalVariation(p, q);
  }
}
