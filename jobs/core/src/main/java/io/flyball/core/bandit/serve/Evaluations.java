package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
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
import java.util.function.Predicate;

/**
 * What other algorithms would have earned on the decisions of this one. A candidate that uses the
 * same statistics is asked at each decision; one that keeps others learns beside the policy, from
 * outcomes when they are settled; {@code random} needs none. Forced decisions and those that a
 * baseline made are kept out: they had no second choice. The reward model of the direct method is
 * the policy's own regression; for algorithms without one nothing that needs it is told.
 */
final class Evaluations {
  private static final int HEAD = 2;
  private static final int SHARES_STATISTICS = -1;

  private final ServingContext desk;

  Evaluations(ServingContext desk) {
    this.desk = desk;
  }

  /**
   * To be kept with the decision: which candidates, predicted reward, then two for each, then for
   * each what it wants to remember itself, after the length of that.
   */
  double[] candidates(LoadedPolicy work, Question question, int shown, double propensity) {
    Map<String, String> candidates = desk.rules.evaluating().candidates();
    if (candidates.isEmpty()) {
      return AssignedArm.NONE;
    }
    double[] predicted = predicted(work, question);
    double[] note = new double[HEAD + 2 * candidates.size()];
    note[0] = mark(candidates);
    note[1] = predicted[shown];
    int at = HEAD;
    for (Map.Entry<String, String> candidate : candidates.entrySet()) {
      double[] own = null;
      try {
        Policy policy = policy(work.head, candidate.getValue());
        double[] p = new double[question.arms().length];
        if (policy == null) {
          Arrays.fill(p, 1.0 / p.length);
        } else if (policy.shape().equals(work.learner.policy().shape())) {
          p = new Learner(policy, work.model()).propensities(question);
        } else {
          Rivals rivals = rivals(candidates);
          p = rivals.propensities(candidate.getKey(), policy, question);
          own = rivals.decided(candidate.getKey(), policy, question, shown, propensity);
          desk.state.rivals().put(rivals);
        }
        note[at] = p[shown];
        for (int i = 0; i < p.length; i++) {
          note[at + 1] += p[i] * predicted[i];
        }
      } catch (IllegalArgumentException e) {
        // It cannot answer such a question, for the policy's sizes do not suit it.
        note[at] = Double.NaN;
      }
      at += 2;
      note = with(note, own);
    }
    return note;
  }

  private static double[] with(double[] note, double[] own) {
    int added = own == null ? 0 : own.length;
    double[] longer = Arrays.copyOf(note, note.length + 1 + added);
    longer[note.length] = own == null ? SHARES_STATISTICS : added;
    for (int i = 0; i < added; i++) {
      longer[note.length + 1 + i] = own[i];
    }
    return longer;
  }

  /** Candidates that are none any more are forgotten. */
  private Rivals rivals(Map<String, String> candidates) {
    Rivals rivals = desk.state.rivals().get();
    if (rivals == null) {
      return Rivals.none();
    }
    rivals.models().keySet().retainAll(candidates.keySet());
    return rivals;
  }

  /** Tells two sets of candidates apart. */
  private static double mark(Map<String, String> candidates) {
    return Draws.hash64(candidates.toString()) >>> 12;
  }

  private double[] predicted(LoadedPolicy work, Question question) {
    double[] values = new double[question.arms().length];
    if (work.learner.policy().named()) {
      double[] scores = work.learner.scores(question);
      for (int i = 0; i < values.length; i++) {
        values[i] = desk.rules.scale().reward(scores[i]);
      }
    } else if (work.learner.policy().base() instanceof RegressionPolicy regression) {
      for (int i = 0; i < values.length; i++) {
        values[i] =
            desk.rules.scale().reward(regression.mean(question.arms()[i].state(), question));
      }
    }
    return values;
  }

  /** The policy of a candidate; null for random play, which takes any reward. */
  private Policy policy(PolicyHead head, String algorithm) {
    return algorithm.equals("random")
        ? null
        : desk.algorithms.of(
            algorithm, head.context(), head.features(), head.arms(), desk.rules.horizon());
  }

  /**
   * Adds an outcome whose reward is known.
   *
   * @param gone whether the arm was forgotten since, so that nobody can learn of it
   */
  void add(LoadedPolicy work, OpenDecision open, double[] reward, long time, boolean gone) {
    Evaluating rules = desk.rules.evaluating();
    if (rules.candidates().isEmpty() || reward == null) {
      return;
    }
    double[] note = open.candidates();
    if (note.length == 0 || note[0] != mark(rules.candidates())) {
      return;
    }
    int at = HEAD;
    int own = HEAD + 2 * rules.candidates().size();
    for (Map.Entry<String, String> candidate : rules.candidates().entrySet()) {
      if (!Double.isNaN(note[at])) {
        add(candidate.getKey(), open, reward[0], note[1], note[at], note[at + 1]);
      }
      at += 2;
      int length = own < note.length ? (int) note[own] : SHARES_STATISTICS;
      own++;
      if (length >= 0 && gone) {
        desk.out.count(ServingCount.NOT_LEARNED_BY_CANDIDATE, 1);
        own += length;
      } else if (length >= 0) {
        learn(candidate, work.head, open, Arrays.copyOfRange(note, own, own + length), reward);
        own += length;
      }
    }
    work.head.add(Count.EVALUATED, 1);
    if (rules.every() > 0 && work.head.get(Count.EVALUATED) % rules.every() == 0) {
      Policy policy = work.learner.policy();
      boolean regresses = policy.named() || policy.base() instanceof RegressionPolicy;
      rules.candidates().forEach((name, algorithm) -> report(name, algorithm, time, regresses));
    }
  }

  private void learn(
      Map.Entry<String, String> candidate,
      PolicyHead head,
      OpenDecision open,
      double[] note,
      double[] reward) {
    try {
      Policy policy = policy(head, candidate.getValue());
      Rivals rivals = rivals(desk.rules.evaluating().candidates());
      double[] lesson = desk.rules.scale().lesson(reward);
      rivals.learn(candidate.getKey(), policy, open.taken(), note, lesson, open.importance());
      desk.state.rivals().put(rivals);
    } catch (IllegalArgumentException e) {
      desk.out.count(ServingCount.NOT_LEARNED_BY_CANDIDATE, 1);
    }
  }

  /** No candidate remembers this arm any more. */
  void forget(String arm) {
    Rivals rivals = desk.state.rivals().get();
    if (rivals != null) {
      rivals.models().values().forEach(model -> model.remove(arm));
      desk.state.rivals().put(rivals);
    }
  }

  /** Whether a candidate reads something. */
  boolean read(PolicyHead head, Predicate<Policy> reads) {
    for (String algorithm : desk.rules.evaluating().candidates().values()) {
      try {
        Policy policy = policy(head, algorithm);
        if (policy != null && reads.test(policy)) {
          return true;
        }
      } catch (IllegalArgumentException e) {
        // It cannot answer this policy's questions.
      }
    }
    return false;
  }

  /** Forgets all sums and what candidates have learned. */
  void clear() {
    desk.rules.evaluating().candidates().keySet().forEach(desk.state.evaluations()::remove);
    desk.state.rivals().put(null);
  }

  private void add(
      String name, OpenDecision open, double reward, double predicted, double p, double direct) {
    double[] sums = desk.state.evaluations().get(name);
    if (sums == null) {
      sums = new double[Evaluation.SIZE + AnytimeInterval.SIZE];
    }
    double propensity = open.taken().propensity();
    double[] estimator = Arrays.copyOf(sums, Evaluation.SIZE);
    new Evaluation(desk.rules.evaluating().limits(), estimator)
        .add(p, propensity, reward, predicted, direct);
    double[] bets = Arrays.copyOfRange(sums, Evaluation.SIZE, sums.length);
    interval(bets).add(p / propensity, within(reward));
    System.arraycopy(estimator, 0, sums, 0, estimator.length);
    System.arraycopy(bets, 0, sums, estimator.length, bets.length);
    desk.state.evaluations().put(name, sums);
  }

  private AnytimeInterval interval(double[] bets) {
    Evaluating rules = desk.rules.evaluating();
    return new AnytimeInterval(low(), high(), rules.alpha(), bets);
  }

  private double low() {
    RewardScale scale = desk.rules.scale();
    return scale.ranged() ? scale.low() : desk.rules.evaluating().low();
  }

  private double high() {
    RewardScale scale = desk.rules.scale();
    return scale.ranged() ? scale.high() : desk.rules.evaluating().high();
  }

  private double within(double reward) {
    return Math.max(low(), Math.min(high(), reward));
  }

  private void report(String name, String algorithm, long time, boolean regresses) {
    double[] sums = desk.state.evaluations().get(name);
    if (sums == null) {
      return;
    }
    Evaluation e =
        new Evaluation(desk.rules.evaluating().limits(), Arrays.copyOf(sums, Evaluation.SIZE));
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
      if (regresses) {
        values.put("directMethod", e.directMethod());
        values.put("doublyRobust", e.doublyRobust());
        values.put("selfNormalisedDoublyRobust", e.selfNormalisedDoublyRobust());
        values.put("switchDoublyRobust", e.switchDoublyRobust());
        values.put("shrunkDoublyRobust", e.shrunkDoublyRobust());
      }
      values.put("lower", interval.lower());
      values.put("upper", interval.upper());
    }
    desk.out.evaluated(
        new Evaluated(desk.name(), name, algorithm, time, e.rows(), trusted, values));
  }

  /** Why a candidate cannot be evaluated on a policy; null when it can. */
  String fault(PolicyHead head, String algorithm) {
    try {
      Policy candidate = policy(head, algorithm);
      if (candidate != null) {
        Algorithms.requireObjectives(algorithm, candidate, desk.algorithm(head));
      }
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }
}
