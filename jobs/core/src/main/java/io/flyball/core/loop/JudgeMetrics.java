package io.flyball.core.loop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The judges' table of a window: what each judge's feedback is worth, beside the attempts that
 * nobody judged. A verdict is held against the truth of its answer, or against the end of the
 * episode where that is not known.
 *
 * <p>The judge of scope judging/MODEL is reported as judge/JUDGE@MODEL, that of scope judging as
 * judge/JUDGE; other scopes have no judges.
 */
final class JudgeMetrics {
  static final String SCOPE = "judging";
  private static final int LIMIT = 5;
  private static final double EPSILON = 0.01;

  private JudgeMetrics() {}

  static void add(String scope, Collection<Attempt> attempts, List<MetricValue> out) {
    if (attempts.isEmpty()) {
      return;
    }
    Map<String, List<Attempt>> byJudge = new TreeMap<>();
    attempts.forEach(a -> byJudge.computeIfAbsent(a.judge(), key -> new ArrayList<>()).add(a));
    List<Attempt> unjudged = byJudge.getOrDefault(Attempt.NO_JUDGE, List.of());
    String of = scope.equals(SCOPE) ? "" : "@" + scope.substring(SCOPE.length() + 1);
    byJudge.forEach((judge, own) -> judge("judge/" + judge + of, own, unjudged, out));
  }

  private static void judge(
      String scope, List<Attempt> attempts, List<Attempt> unjudged, List<MetricValue> out) {
    FeedbackEffectiveness effect = new FeedbackEffectiveness();
    JudgeReliability reliability = new JudgeReliability();
    JudgeInfluence influence = new JudgeInfluence();
    for (Attempt attempt : attempts) {
      effect.add(attempt.episode());
      influence.add(
          attempt.steps().stream()
              .map(s -> new JudgeInfluence.Round(s.answer(), s.truth(), s.feedback()))
              .toList());
      for (Attempt.Step step : attempt.steps()) {
        reliability.add(step.feedback(), right(step, attempt));
      }
    }
    MetricValue.Sheet sheet = new MetricValue.Sheet(out, scope, "judge");
    effectiveness(effect, sheet);
    delta(effect, unjudged, sheet);
    reliability(reliability, sheet);
    influence(influence, sheet);
    curve(attempts, sheet);
    constraints(attempts, sheet);
  }

  private static boolean right(Attempt.Step step, Attempt attempt) {
    return step.truth() == JudgeInfluence.Truth.UNKNOWN
        ? attempt.solved()
        : step.truth() == JudgeInfluence.Truth.RIGHT;
  }

  private static void effectiveness(FeedbackEffectiveness effect, MetricValue.Sheet out) {
    out.put("EPISODES", (double) effect.episodes());
    out.put("SUCCESSES", (double) effect.successes());
    out.put("SUCCESS_RATE", effect.successRate());
    out.put("MEAN_TURNS", effect.meanTurns());
    out.put("UNIQUE_PROPOSAL_RATIO", effect.uniqueProposalRatio());
    out.put("REPEAT_RATE", effect.repeatRate());
  }

  /** Success rate less that without a judge, and how many standard errors that is. */
  private static void delta(
      FeedbackEffectiveness effect, List<Attempt> unjudged, MetricValue.Sheet out) {
    double n = effect.episodes();
    double m = unjudged.size();
    double solved = unjudged.stream().filter(Attempt::solved).count();
    double delta = effect.successRate() - solved / m;
    double pooled = (effect.successes() + solved) / (n + m);
    out.put("SUCCESS_DELTA", delta);
    out.put("SUCCESS_DELTA_Z", delta / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m)));
  }

  private static void reliability(JudgeReliability judge, MetricValue.Sheet out) {
    out.put("GOOD", (double) judge.good());
    out.put("BAD", (double) judge.bad());
    out.put("COMMITTED_SHARE", judge.committedShare());
    out.put("MEAN_IMMEDIATE", judge.meanImmediate());
    out.put("MEAN_HINDSIGHT", judge.meanHindsight());
    out.put("GAP", judge.gap());
    out.put("PHI", judge.phi());
    out.put("NEGATIVE_ON_RIGHT", judge.negativeOnRight());
    out.put("NEGATIVE_ON_WRONG", judge.negativeOnWrong());
    out.put("YOUDEN_J", judge.youden());
  }

  private static void influence(JudgeInfluence influence, MetricValue.Sheet out) {
    out.put("CORRUPTION_RATE", influence.corruptionRate());
    out.put("REPAIR_RATE", influence.repairRate());
    out.put("SWITCH_RATE", influence.switchRate());
    out.put("SWITCH_RATE_AFTER_BAD", influence.switchRateAfterBad());
    out.put("SWITCH_RATE_AFTER_GOOD", influence.switchRateAfterGood());
    out.put("OSCILLATION_RATE", influence.oscillationRate());
    out.put("RECOVERY_RATE", influence.recoveryRate());
    out.put("ACCURACY_DROP", influence.accuracyDrop());
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
    out.put("SR_SLOPE", curve.slope().slope());
    out.put(
        "SR_PLATEAU",
        curve.plateau(EPSILON).stream().asDoubleStream().findAny().orElse(Double.NaN));
    out.put("FRICTION", curve.friction(1));
  }

  /** Soft and hard satisfaction of constraints after the last turn that counted them. */
  private static void constraints(List<Attempt> attempts, MetricValue.Sheet out) {
    double soft = 0;
    double hard = 0;
    long counted = 0;
    for (Attempt attempt : attempts) {
      for (int i = attempt.steps().size() - 1; i >= 0; i--) {
        Attempt.Step step = attempt.steps().get(i);
        if (step.constraints() > 0) {
          soft += (double) step.satisfied() / step.constraints();
          hard += step.satisfied() == step.constraints() ? 1 : 0;
          counted++;
          break;
        }
      }
    }
    if (counted > 0) {
      out.put("SOFT_SATISFACTION", soft / counted);
      out.put("HARD_SATISFACTION", hard / counted);
    }
  }
}
