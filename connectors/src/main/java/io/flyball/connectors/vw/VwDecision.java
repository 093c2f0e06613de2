package io.flyball.connectors.vw;

import io.flyball.core.features.NamedFeatures;
import java.util.List;

/**
 * A decision of a log of Vowpal Wabbit. A contextual bandit's has one slot.
 *
 * @param eventId empty where the format has none
 * @param timestamp as it was written; empty without one
 * @param context features shared by all actions
 * @param actions their features, in the order of {@code _multi}
 * @param ids one for each action, unique: its tag, or its number from 1
 * @param slots what was chosen, at least one
 * @param global whether the slots share one cost, as those of slates do
 * @param dropped probability that such a row was dropped from the log, in [0, 1)
 * @param learned false where the decision waits for an activation that never came
 * @param baseline actions from 1 that a baseline would have shown; empty when unknown
 * @param observations rewards beside the label, in their order
 */
public record VwDecision(
    String eventId,
    String timestamp,
    NamedFeatures context,
    List<NamedFeatures> actions,
    List<String> ids,
    List<Slot> slots,
    boolean global,
    double dropped,
    boolean learned,
    List<Integer> baseline,
    List<Observation> observations) {

  /**
   * One choice.
   *
   * @param id of the slot; empty for none
   * @param features of the slot
   * @param allowed actions from 0 that may be chosen; empty for all
   * @param served actions from 0 in the order served, the one chosen first
   * @param probabilities aligned with {@code served}; of the chosen one alone where no other is
   *     known
   * @param cost of the chosen action, minus its reward; null when the line has none
   * @param originalCost the true cost where a baseline was shown; null when there is none
   */
  public record Slot(
      String id,
      NamedFeatures features,
      List<Integer> allowed,
      List<Integer> served,
      List<Double> probabilities,
      Double cost,
      Double originalCost) {

    /** The action chosen, from 0. */
    public int chosen() {
      return served.get(0);
    }

    /** Its probability. */
    public double propensity() {
      return probabilities.get(0);
    }
  }

  /**
   * A reward by itself.
   *
   * @param eventId of its decision
   * @param time as it was written; empty without one
   * @param value the reward; null where the decision was activated
   */
  public record Observation(String eventId, String time, Double value) {}

  /** Whether there is one choice among the actions, as a bandit without slates makes it. */
  public boolean single() {
    return slots.size() == 1;
  }
}
