package io.flyball.core.loop;

import java.util.List;

/** What feedback does over the turns of many episodes, up to {@value #LIMIT} of them. */
final class EpisodeMetrics {
  private static final int LIMIT = 5;
  private static final double EPSILON = 0.01;

  /** Of the penalty for repeated proposals, as "Try Again" (arXiv 2507.14295) has it. */
  private static final double LAMBDA = 0.5;

  private EpisodeMetrics() {}

  static void effectiveness(FeedbackEffectiveness effect, MetricValue.Sheet out) {
    out.put("EPISODES", (double) effect.episodes());
    out.put("SUCCESSES", (double) effect.successes());
    out.put("SUCCESS_RATE", effect.successRate());
    out.put("MEAN_TURNS", effect.meanTurns());
    out.put("UNIQUE_PROPOSAL_RATIO", effect.uniqueProposalRatio());
    out.put("REPEAT_RATE", effect.repeatRate());
  }

  static void add(List<Attempt> attempts, long behaviourMs, MetricValue.Sheet out) {
    out.put(
        "MEAN_REPETITION_PENALTY",
        attempts.stream()
            .map(Attempt::episode)
            .filter(episode -> episode.proposals() > 0)
            .mapToDouble(
                e -> FeedbackCurve.repetitionPenalty(e.distinctProposals(), e.proposals(), LAMBDA))
            .average()
            .orElse(Double.NaN));
    curve(attempts, out);
    constraints(attempts, out);
    behaviour(attempts, behaviourMs, out);
  }

  /** SR_k, the share solved within k turns, its slope, plateau and friction towards 1. */
  private static void curve(List<Attempt> attempts, MetricValue.Sheet out) {
    double[] rates = new double[LIMIT];
    for (int k = 1; k <= LIMIT; k++) {
      int within = k;
      long solved =
          attempts.stream().filter(a -> a.solvedAt() > 0 && a.solvedAt() <= within).count();
      rates[k - 1] = (double) solved / attempts.size();
      out.put("SR_" + k, rates[k - 1]);
    }
    FeedbackCurve curve = new FeedbackCurve(rates);
    for (int t = 1; t < LIMIT; t++) {
      out.put("GAIN_" + (t + 1), curve.gain(t));
    }
    out.put("SR_SLOPE", curve.slope().slope());
    out.put(
        "SR_PLATEAU",
        curve.plateau(EPSILON).stream().asDoubleStream().findAny().orElse(Double.NaN));
    out.put("FRICTION", curve.friction(1));
  }

  /** Soft and hard satisfaction of constraints at the end, and after so many rounds of feedback. */
  private static void constraints(List<Attempt> attempts, MetricValue.Sheet out) {
    constraints("", Integer.MAX_VALUE, attempts, out);
    for (int round = 0; round < LIMIT; round++) {
      constraints("_" + round, round + 1, attempts, out);
    }
  }

  /** Of the last turn that counted them, up to {@code turn}. */
  private static void constraints(
      String suffix, int turn, List<Attempt> attempts, MetricValue.Sheet out) {
    double soft = 0;
    double hard = 0;
    long counted = 0;
    for (Attempt attempt : attempts) {
      for (int i = attempt.steps().size() - 1; i >= 0; i--) {
        Attempt.Step step = attempt.steps().get(i);
        if (step.constraints() > 0 && step.turn() <= turn) {
          soft += (double) step.satisfied() / step.constraints();
          hard += step.satisfied() == step.constraints() ? 1 : 0;
          counted++;
          break;
        }
      }
    }
    if (counted > 0) {
      out.put("SOFT_SATISFACTION" + suffix, soft / counted);
      out.put("HARD_SATISFACTION" + suffix, hard / counted);
    }
  }

  /** How answers differ before and after a committed verdict ({@link BehaviourChange}). */
  private static void behaviour(List<Attempt> attempts, long behaviourMs, MetricValue.Sheet out) {
    double divergence = 0;
    long changed = 0;
    long counted = 0;
    for (Attempt attempt : attempts) {
      for (Attempt.Step step : attempt.steps()) {
        if (step.feedback() == Polarity.GOOD || step.feedback() == Polarity.BAD) {
          BehaviourChange change = attempt.behaviourAround(step.time(), behaviourMs);
          if (!Double.isNaN(change.divergence())) {
            divergence += change.divergence();
            changed += change.changed() ? 1 : 0;
            counted++;
          }
        }
      }
    }
    out.put("MEAN_BEHAVIOUR_DIVERGENCE_NATS", divergence / counted);
    out.put("BEHAVIOUR_CHANGE_RATE", (double) changed / counted);
  }
}
