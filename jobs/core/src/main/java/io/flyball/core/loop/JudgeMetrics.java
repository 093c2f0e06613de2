package io.flyball.core.loop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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

  private final int verdicts;
  private final long behaviourMs;

  JudgeMetrics(int verdicts, long behaviourMs) {
    this.verdicts = verdicts;
    this.behaviourMs = behaviourMs;
  }

  void add(String scope, PaneAccumulator window, PastWindow past, List<MetricValue> out) {
    Map<String, List<Attempt>> byJudge = byJudge(window.attempts().values());
    Map<String, List<Attempt>> everByJudge = byJudge(past.attemptsWith(window).values());
    List<Attempt> unjudged = byJudge.getOrDefault(Attempt.NO_JUDGE, List.of());
    String of = scope.equals(SCOPE) ? "" : "@" + scope.substring(SCOPE.length() + 1);
    byJudge.forEach(
        (judge, own) -> {
          judge("judge/" + judge + of, own, unjudged, out);
          recent("judge/" + judge + of, everByJudge.getOrDefault(judge, List.of()), out);
        });
  }

  private static Map<String, List<Attempt>> byJudge(Collection<Attempt> attempts) {
    Map<String, List<Attempt>> byJudge = new TreeMap<>();
    attempts.forEach(a -> byJudge.computeIfAbsent(a.judge(), key -> new ArrayList<>()).add(a));
    return byJudge;
  }

  private record Verdict(Attempt attempt, Attempt.Step step) {
    static final Comparator<Verdict> NEWEST_FIRST =
        Comparator.comparingLong((Verdict v) -> v.step.time())
            .thenComparing(v -> v.attempt.id())
            .thenComparingInt(v -> v.step.turn())
            .reversed();
  }

  /** Reliability over the latest verdicts, however many windows they lie in. */
  private void recent(String scope, List<Attempt> attempts, List<MetricValue> out) {
    List<Verdict> newest =
        attempts.stream()
            .flatMap(attempt -> attempt.steps().stream().map(step -> new Verdict(attempt, step)))
            .filter(verdict -> verdict.step.feedback() != Polarity.NONE)
            .sorted(Verdict.NEWEST_FIRST)
            .limit(verdicts)
            .toList();
    if (newest.isEmpty()) {
      return;
    }
    JudgeReliability reliability = new JudgeReliability();
    ChangePredictor predictor = new ChangePredictor();
    for (int i = newest.size() - 1; i >= 0; i--) {
      Verdict verdict = newest.get(i);
      reliability.add(verdict.step.feedback(), right(verdict.step, verdict.attempt));
      change(verdict, predictor);
    }
    MetricValue.Sheet sheet = new MetricValue.Sheet(out, scope, "recent-verdicts");
    sheet.put("VERDICTS", (double) newest.size());
    reliability(reliability, sheet);
    predictor.tell(sheet);
  }

  private void change(Verdict verdict, ChangePredictor predictor) {
    Polarity said = verdict.step.feedback();
    if (said == Polarity.GOOD || said == Polarity.BAD) {
      BehaviourChange change = verdict.attempt.behaviourAround(verdict.step.time(), behaviourMs);
      if (!Double.isNaN(change.divergence())) {
        predictor.add(ChangePredictor.features(verdict.attempt, verdict.step), change.changed());
      }
    }
  }

  private void judge(
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
    EpisodeMetrics.effectiveness(effect, sheet);
    delta(effect, unjudged, sheet);
    reliability(reliability, sheet);
    influence(influence, sheet);
    EpisodeMetrics.add(attempts, behaviourMs, sheet);
  }

  private static boolean right(Attempt.Step step, Attempt attempt) {
    return step.truth() == JudgeInfluence.Truth.UNKNOWN
        ? attempt.solved()
        : step.truth() == JudgeInfluence.Truth.RIGHT;
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
    out.put("TRUST_WEIGHT", judge.trustWeight());
    out.put("INTENT", intent(judge.intent()));
  }

  private static double intent(JudgeIntent intent) {
    return switch (intent) {
      case CONSTRUCTIVE -> 0;
      case HYPERCRITICAL -> 1;
      case MALICIOUS -> 2;
      case RUBBER_STAMP -> 3;
      case MIXED -> 4;
      case UNKNOWN -> Double.NaN;
    };
  }

  private static void influence(JudgeInfluence influence, MetricValue.Sheet out) {
    out.put("CORRUPTION_RATE", influence.corruptionRate());
    out.put("REPAIR_RATE", influence.repairRate());
    out.put("UPTAKE_RATE", influence.uptakeRate());
    out.put("RESISTANCE_RATE", influence.resistanceRate());
    out.put("SWITCH_RATE", influence.switchRate());
    out.put("SWITCH_RATE_AFTER_BAD", influence.switchRateAfterBad());
    out.put("SWITCH_RATE_AFTER_GOOD", influence.switchRateAfterGood());
    out.put("OSCILLATION_RATE", influence.oscillationRate());
    out.put("RECOVERY_RATE", influence.recoveryRate());
    out.put("ACCURACY_DROP", influence.accuracyDrop());
  }
}
