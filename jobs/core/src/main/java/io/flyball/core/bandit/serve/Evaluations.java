package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.Taken;
import io.flyball.core.bandit.join.OpenDecision;
import io.flyball.core.bandit.linear.RegressionPolicy;
import io.flyball.core.bandit.ope.AnytimeInterval;
import io.flyball.core.bandit.ope.Evaluation;
import io.flyball.core.bandit.serve.PolicyHead.Count;
import io.flyball.core.bandit.serve.ServingRules.Evaluating;
import io.flyball.core.random.Draws;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What other algorithms would have earned on the decisions of this one. A candidate that uses the
 * same statistics is asked at each decision; {@code random} needs none. Forced decisions and those
 * that a baseline made are kept out: they had no second choice. The reward model of the direct
 * method is the policy's own regression, 0 for algorithms without one.
 */
final class Evaluations {
  private static final int HEAD = 2;

  private final Desk desk;

  Evaluations(Desk desk) {
    this.desk = desk;
  }

  /** To be kept with the decision: which candidates, predicted reward, then two for each. */
  double[] candidates(AtWork work, Question question, int shown) {
    Map<String, String> candidates = desk.rules.evaluating().candidates();
    if (candidates.isEmpty()) {
      return Taken.NONE;
    }
    double[] predicted = predicted(work, question);
    double[] note = new double[HEAD + 2 * candidates.size()];
    note[0] = mark(candidates);
    note[1] = predicted[shown];
    int at = HEAD;
    for (String algorithm : candidates.values()) {
      double[] p = propensities(work, question, algorithm);
      note[at] = p == null ? Double.NaN : p[shown];
      for (int i = 0; p != null && i < p.length; i++) {
        note[at + 1] += p[i] * predicted[i];
      }
      at += 2;
    }
    return note;
  }

  /** Tells two sets of candidates apart. */
  private static double mark(Map<String, String> candidates) {
    return Draws.hash64(candidates.toString()) >>> 12;
  }

  private static double[] predicted(AtWork work, Question question) {
    double[] values = new double[question.arms().length];
    if (work.learner.policy() instanceof RegressionPolicy regression) {
      for (int i = 0; i < values.length; i++) {
        values[i] = regression.mean(question.arms()[i].state(), question);
      }
    }
    return values;
  }

  private double[] propensities(AtWork work, Question question, String algorithm) {
    double[] p = new double[question.arms().length];
    if (algorithm.equals("random")) {
      Arrays.fill(p, 1.0 / p.length);
      return p;
    }
    Policy candidate = candidate(work.head, algorithm);
    if (!candidate.shape().equals(work.learner.policy().shape())) {
      return null;
    }
    return new Learner(candidate, work.model()).propensities(question);
  }

  /** Only the policy itself must be able to serve. */
  private Policy candidate(PolicyHead head, String algorithm) {
    return desk.algorithms.of(
        algorithm, head.context(), head.features(), head.arms(), desk.rules.horizon());
  }

  /** Adds an outcome whose reward is known. */
  void add(AtWork work, OpenDecision open, double[] reward, long time) {
    Evaluating rules = desk.rules.evaluating();
    if (rules.candidates().isEmpty() || reward == null) {
      return;
    }
    double[] note = open.candidates();
    if (note.length == 0 || note[0] != mark(rules.candidates())) {
      return;
    }
    int at = HEAD;
    for (Map.Entry<String, String> candidate : rules.candidates().entrySet()) {
      if (!Double.isNaN(note[at])) {
        add(candidate.getKey(), open, reward[0], note[1], note[at], note[at + 1]);
      }
      at += 2;
    }
    work.head.add(Count.EVALUATED, 1);
    if (rules.every() > 0 && work.head.get(Count.EVALUATED) % rules.every() == 0) {
      rules.candidates().forEach((name, algorithm) -> report(name, algorithm, time));
    }
  }

  private void add(
      String name, OpenDecision open, double reward, double predicted, double p, double direct) {
    double[] sums = desk.state.evaluations().get(name);
    if (sums == null) {
      sums = new double[Evaluation.SIZE + AnytimeInterval.SIZE];
    }
    double propensity = open.taken().propensity();
    double[] estimator = Arrays.copyOf(sums, Evaluation.SIZE);
    new Evaluation(LIMITS, estimator).add(p, propensity, reward, predicted, direct);
    double[] bets = Arrays.copyOfRange(sums, Evaluation.SIZE, sums.length);
    interval(bets).add(p / propensity, within(reward));
    System.arraycopy(estimator, 0, sums, 0, estimator.length);
    System.arraycopy(bets, 0, sums, estimator.length, bets.length);
    desk.state.evaluations().put(name, sums);
  }

  private static final Evaluation.Limits LIMITS = new Evaluation.Limits(10, 10, 100);

  private AnytimeInterval interval(double[] bets) {
    Evaluating rules = desk.rules.evaluating();
    return new AnytimeInterval(rules.low(), rules.high(), rules.alpha(), bets);
  }

  private double within(double reward) {
    Evaluating rules = desk.rules.evaluating();
    return Math.max(rules.low(), Math.min(rules.high(), reward));
  }

  private void report(String name, String algorithm, long time) {
    double[] sums = desk.state.evaluations().get(name);
    if (sums == null) {
      return;
    }
    Evaluation e = new Evaluation(LIMITS, Arrays.copyOf(sums, Evaluation.SIZE));
    boolean trusted = e.trusted(desk.rules.evaluating().least());
    Map<String, Double> values = new TreeMap<>();
    values.put("effectiveSampleSize", e.effectiveSampleSize());
    values.put("meanWeight", e.meanWeight());
    values.put("largestWeight", e.largestWeight());
    if (trusted) {
      AnytimeInterval interval = interval(Arrays.copyOfRange(sums, Evaluation.SIZE, sums.length));
      values.put("ips", e.ips());
      values.put("ipsError", e.ipsError());
      values.put("snips", e.snips());
      values.put("clippedIps", e.clippedIps());
      values.put("clippedSnips", e.clippedSnips());
      values.put("directMethod", e.directMethod());
      values.put("doublyRobust", e.doublyRobust());
      values.put("selfNormalisedDoublyRobust", e.selfNormalisedDoublyRobust());
      values.put("switchDoublyRobust", e.switchDoublyRobust());
      values.put("shrunkDoublyRobust", e.shrunkDoublyRobust());
      values.put("lower", interval.lower());
      values.put("upper", interval.upper());
    }
    desk.out.evaluated(
        new Evaluated(desk.name(), name, algorithm, time, e.rows(), trusted, values));
  }

  /** Why a candidate cannot be evaluated on a policy; null when it can. */
  String fault(PolicyHead head, String algorithm) {
    if (algorithm.equals("random")) {
      return null;
    }
    try {
      return candidate(head, algorithm).shape().equals(desk.algorithm(head).shape())
          ? null
          : "'" + algorithm + "' keeps other statistics than '" + head.algorithm() + "'";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }
}
