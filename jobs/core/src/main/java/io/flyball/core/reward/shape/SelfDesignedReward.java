package io.flyball.core.reward.shape;

import io.flyball.core.bandit.Checks;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tabular reward that designs itself from episodes (SelfRS of exploration-guided reward shaping:
 * Devidze, Kamalaruban, Singla, NeurIPS 2022). For each visit (s, a) whose original return from
 * there on is G, with pi the share of each action among the visits of s:
 *
 * <pre>
 *   phi[s, a] += eta pi(a|s) (G - V[s])
 *   phi[s, b] -= eta pi(b|s) pi(a|s) (G - V[s])   for every b, a too
 *   V[s]      += eta_c (G - V[s])
 * </pre>
 *
 * <p>The reward used is r + phi[s, a], with phi in [-clip, clip]. A batch is one visit. Cost: O(1)
 * to look up an action's place among n, O(n) a visit.
 *
 * @param rate eta, at least 0; .01 is usual, 0 designs nothing
 * @param valueRate eta_c, above 0; .01 is usual
 * @param clip largest size of phi, above 0
 */
public record SelfDesignedReward(double rate, double valueRate, double clip)
    implements Serializable {

  /** Designs nothing. */
  public static final SelfDesignedReward NONE = new SelfDesignedReward(0, 1, 1);

  /**
   * What is known of one state.
   *
   * @param value V, its estimated return
   * @param actions in the order in which they were first visited
   * @param added phi of each action
   * @param visits of each action
   */
  @SuppressWarnings("ArrayRecordComponent") // packed state; never compared as a whole
  public record Table(double value, List<String> actions, double[] added, long[] visits) {
    /** Of a state that was never visited. */
    public static final Table EMPTY = new Table(0, List.of(), new double[0], new long[0]);

    /** What is added to the reward of an action; 0 for one that was never visited. */
    public double of(String action) {
      int at = actions.indexOf(action);
      return at < 0 ? 0 : added[at];
    }
  }

  public SelfDesignedReward {
    Checks.within("rate", rate, 0, Double.MAX_VALUE);
    Checks.positive("value rate", valueRate);
    Checks.positive("clip", clip);
  }

  /** Whether nothing is designed. */
  public boolean isNone() {
    return rate == 0;
  }

  /**
   * The table after one visit.
   *
   * @param gain original discounted return from this visit on, finite
   */
  public Table learn(Table before, String action, double gain) {
    Checks.within("gain", gain, -Double.MAX_VALUE, Double.MAX_VALUE);
    int known = before.actions().indexOf(action);
    int at = known < 0 ? before.actions().size() : known;
    int size = Math.max(before.actions().size(), at + 1);
    List<String> actions = before.actions();
    if (known < 0) {
      actions = new ArrayList<>(actions);
      actions.add(action);
    }
    double[] added = Arrays.copyOf(before.added(), size);
    long[] visits = Arrays.copyOf(before.visits(), size);
    visits[at]++;
    double all = (double) Arrays.stream(visits).sum();
    double surprise = gain - before.value();
    double step = rate * (visits[at] / all) * surprise;
    for (int b = 0; b < size; b++) {
      double change = (b == at ? step : 0) - visits[b] / all * step;
      added[b] = Math.max(-clip, Math.min(clip, added[b] + change));
    }
    return new Table(before.value() + valueRate * surprise, List.copyOf(actions), added, visits);
  }
}
