package io.flyball.core.bandit.preference;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Checks;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Shape;

/**
 * One linear head per objective over the features of arms, learned from preferences, and weighed
 * only when asked (the multi-head form of direct preference optimisation, arXiv 2510.01167): score
 * = sum_h (w_h / sum w) theta_h'x, p ~ exp(score / temperature).
 *
 * <p>The reward of a decision has a value for each objective: above .5 where the arm shown was
 * preferred, below .5 where the other was, and .5 where nobody said; |2 r - 1| weighs the
 * preference. Only the head of an objective with a preference moves ({@link PreferenceLoss}, w_ref
 * = 0); the others keep every bit. Ask for two arms to teach: among more, the arm shown is held
 * against the mean of the others.
 *
 * <p>Shared: [theta (K d) | preferences (K) | foreseen (K)]; arms keep nothing. A decision
 * remembers x+ - x-. Cost: K d an arm to decide, K d to learn.
 *
 * @param d length of the arms' features, at least 1
 * @param objectives K, at least 1
 * @param beta strength of the pull to 0, above 0; .1 is usual
 * @param rate of learning, above 0
 * @param temperature of the choice, above 0
 * @param floor probability that arms share at least, in [0, 1]
 */
public record PreferenceHeads(
    int d, int objectives, double beta, double rate, double temperature, double floor)
    implements Policy {
  private static final int HEADS = Shape.OWN_SHARED;

  public PreferenceHeads {
    if (d < 1 || objectives < 1) {
      throw new IllegalArgumentException(
          "features and objectives must be at least 1, found " + d + " and " + objectives);
    }
    Checks.positive("beta", beta);
    Checks.positive("rate", rate);
    Checks.positive("temperature", temperature);
    Checks.within("floor", floor, 0, 1);
  }

  @Override
  public Shape shape() {
    int own = Math.addExact(Math.multiplyExact(objectives, d), 2 * objectives);
    return new Shape("preference-heads", 0, d, objectives, HEADS + own, 0);
  }

  @Override
  public void scores(double[] shared, Question question, double[] out) {
    double[] weights = question.weights();
    double sum = weights.length == 0 ? objectives : 0;
    for (double weight : weights) {
      sum += weight;
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = 0;
      for (int h = 0; h < objectives; h++) {
        double weight = weights.length == 0 ? 1 : weights[h];
        if (weight != 0) {
          out[i] += weight / sum * dot(shared, h, question.features(i));
        }
      }
    }
  }

  @Override
  public void propensities(double[] shared, Question question, double[] out) {
    scores(shared, question, out);
    Pick.softmax(temperature, floor, out);
  }

  /** x - x' of the arm chosen and the other one, or the mean of the others. */
  @Override
  public double[] decided(double[] shared, Question question, int choice) {
    int others = question.arms().length - 1;
    double[] difference = new double[d];
    for (int j = 0; j <= others; j++) {
      double[] x = question.features(j);
      for (int i = 0; i < d && others > 0; i++) {
        difference[i] += j == choice ? x[i] : -x[i] / others;
      }
    }
    return difference;
  }

  @Override
  public void learn(double[] shared, Arm arm, AssignedArm taken, double[] reward, double weight) {
    for (int h = 0; h < objectives; h++) {
      if (reward[h] != .5) {
        prefer(shared, h, taken.note(), reward[h] > .5, weight * Math.abs(2 * reward[h] - 1));
      }
    }
  }

  private void prefer(double[] shared, int h, double[] shown, boolean wins, double weight) {
    double[] difference = shown;
    if (!wins) {
      difference = shown.clone();
      for (int i = 0; i < d; i++) {
        difference[i] = -shown[i];
      }
    }
    double margin = dot(shared, h, difference);
    shared[seen(h)]++;
    shared[seen(h) + objectives] += margin > 0 ? 1 : 0;
    PreferenceLoss.descend(shared, HEADS + h * d, difference, margin, beta, rate * weight);
  }

  private int seen(int h) {
    return HEADS + objectives * d + h;
  }

  /** Share of an objective's preferences that its head foresaw; NaN before the first. */
  public double accuracy(double[] shared, int objective) {
    return shared[seen(objective) + objectives] / shared[seen(objective)];
  }

  private double dot(double[] shared, int h, double[] x) {
    double sum = 0;
    for (int i = 0; i < d; i++) {
      sum += shared[HEADS + h * d + i] * x[i];
    }
    return sum;
  }

  /** A pair of arms teaches, a place in a slate does not. */
  @Override
  public boolean fillsSlates() {
    return false;
  }

  /** Who says nothing prefers neither arm. */
  @Override
  public boolean silenceTeaches() {
    return false;
  }

  @Override
  public boolean unitRewards() {
    return true;
  }
}
