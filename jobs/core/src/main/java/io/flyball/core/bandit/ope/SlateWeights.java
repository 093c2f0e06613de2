package io.flyball.core.bandit.ope;

import io.flyball.core.bandit.slate.PseudoInverse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Weights of a logged slate under another policy: ratios of its probability over the logged one, of
 * the slate down to each position, of each position's marginal, and of the pseudo-inverse.
 *
 * <p>Marginals are known where positions have arms of their own, which makes them independent, and
 * in rankings whose positions are drawn by weights ({@link SlateMarginals}). Cost: O(K) a slate;
 * where the marginals are those of weights, 192 K k^2, and (k K)^3 for the pseudo-inverse, unless
 * the weights are those of the slate before.
 */
final class SlateWeights {
  /** Slates that the pseudo-inverse adds up. */
  private static final int MOST = 1000;

  /** Indicators of arms and positions that it solves for. */
  private static final int LARGEST = 64;

  private final SlateMarginals logged = new SlateMarginals();
  private final SlateMarginals evaluated = new SlateMarginals();
  private double[] loggedFirst = {};
  private double[] evaluatedFirst = {};
  private int solvedFor;
  private PseudoInverse solved;

  private double[] cascade = {};
  private double[] marginal = {};
  private double pseudoInverse;
  private int[] shownOf = {};
  private String noMarginals = "";
  private String noPseudoInverse = "";

  /**
   * Takes the next slate.
   *
   * @param p the evaluated policy's probability of each arm of each position, given those above
   */
  void of(LoggedSlate slate, double[][] p) {
    List<LogRow> rows = slate.positions();
    int k = rows.size();
    cascade = new double[k];
    marginal = new double[k];
    double w = 1;
    for (int l = 0; l < k; l++) {
      double ratio = p[l][rows.get(l).decision().index()] / rows.get(l).decision().propensity();
      w *= ratio;
      cascade[l] = w;
      marginal[l] = ratio;
    }
    shownOf = new int[0];
    noMarginals = "";
    noPseudoInverse = "";
    switch (slate.sharing()) {
      case 1 -> {
        pseudoInverse = 1;
        for (double ratio : marginal) {
          pseudoInverse += ratio - 1;
        }
      }
      case 0 -> ranking(rows, p);
      default ->
          noMarginals = "a position's arms are neither its own nor those that were left for it";
    }
    if (!noMarginals.isEmpty()) {
      noPseudoInverse = noMarginals;
    }
  }

  private void ranking(List<LogRow> rows, double[][] p) {
    int k = rows.size();
    double[][] from = new double[k][];
    int[][] arms = new int[k][];
    int[] shown = new int[k];
    List<String> names = List.of(rows.get(0).decision().arms());
    for (int l = 0; l < k; l++) {
      LogRow row = rows.get(l);
      from[l] = row.logged();
      String[] left = row.decision().arms();
      arms[l] = new int[left.length];
      Arrays.setAll(arms[l], i -> names.indexOf(left[i]));
      shown[l] = names.indexOf(row.decision().arm());
      if (from[l].length == 0) {
        noMarginals = "the log has the probability of the arm shown alone";
        return;
      }
    }
    if (!SlateMarginals.hold(from, arms)) {
      noMarginals = "the log's positions were not drawn by weights that all of them share";
      return;
    }
    boolean possible = logged.of(from[0], k);
    shownOf = possible ? shown : shownOf;
    if (!SlateMarginals.hold(p, arms)) {
      noMarginals = "the candidate's positions are not drawn by weights that all of them share";
    } else if (!possible || !evaluated.of(p[0], k)) {
      noMarginals = "fewer arms have a probability above 0 than there are positions";
    } else {
      for (int l = 0; l < k; l++) {
        marginal[l] = evaluated.at(l, shown[l]) / logged.at(l, shown[l]);
      }
      solve(from[0], p[0], k);
      pseudoInverse = solved == null ? 0 : solved.weight(shown);
    }
  }

  private void solve(double[] from, double[] to, int k) {
    double slates = 1;
    for (int l = 0; l < k; l++) {
      slates *= from.length - l;
    }
    if (slates > MOST || from.length * k > LARGEST) {
      solved = null;
      noPseudoInverse =
          String.format(
              Locale.ROOT,
              "%,d arms at %d positions give %,.0f slates; up to %,d slates and %d pairs of arm and"
                  + " position are solved for",
              from.length,
              k,
              slates,
              MOST,
              LARGEST);
      return;
    }
    if (solved != null
        && solvedFor == k
        && Arrays.equals(from, loggedFirst)
        && Arrays.equals(to, evaluatedFirst)) {
      return;
    }
    List<int[]> all = new ArrayList<>();
    extend(new int[k], 0, from.length, all);
    loggedFirst = from;
    evaluatedFirst = to;
    solvedFor = k;
    try {
      solved =
          new PseudoInverse(
              from.length,
              all,
              all.stream().mapToDouble(logged::joint).toArray(),
              all.stream().mapToDouble(evaluated::joint).toArray());
    } catch (IllegalArgumentException e) {
      solved = null;
      noPseudoInverse = e.getMessage();
    }
  }

  private static void extend(int[] slate, int l, int arms, List<int[]> all) {
    if (l == slate.length) {
      all.add(slate.clone());
      return;
    }
    for (int a = 0; a < arms; a++) {
      boolean free = true;
      for (int above = 0; above < l; above++) {
        free &= slate[above] != a;
      }
      if (free) {
        slate[l] = a;
        extend(slate, l + 1, arms, all);
      }
    }
  }

  /** Ratio of the slate down to a position from 0; 1 for -1. */
  double cascade(int position) {
    return position < 0 ? 1 : cascade[position];
  }

  /** Ratio of the whole slate. */
  double joint() {
    return cascade[cascade.length - 1];
  }

  /** Ratio of the marginals at a position. */
  double marginal(int position) {
    return marginal[position];
  }

  /**
   * Logged probability of the arm at a position to be at each of the positions; empty where it is
   * not known, or each has arms of its own.
   */
  double[] loggedMarginals(int position) {
    double[] at = new double[shownOf.length];
    Arrays.setAll(at, l -> logged.at(l, shownOf[position]));
    return at;
  }

  /** Weight of the pseudo-inverse; it may be negative. */
  double pseudoInverse() {
    return pseudoInverse;
  }

  /** Why the marginals are not known; empty where they are. */
  String noMarginals() {
    return noMarginals;
  }

  /** Why the pseudo-inverse is not known; empty where it is. */
  String noPseudoInverse() {
    return noPseudoInverse;
  }
}
