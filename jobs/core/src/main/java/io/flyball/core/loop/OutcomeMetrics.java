package io.flyball.core.loop;

import java.util.Collection;
import java.util.List;

/**
 * Hindsight of a window: the gap between what users say at once and what they say once they know
 * ({@link HindsightGap}), and how well the one predicts the other ({@link RewardModelHealth}, the
 * immediate value read as a probability).
 */
final class OutcomeMetrics {
  private OutcomeMetrics() {}

  static void add(String scope, Collection<Outcome> outcomes, List<MetricValue> out) {
    if (outcomes.isEmpty()) {
      return;
    }
    HindsightGap gap = new HindsightGap();
    RewardModelHealth health = new RewardModelHealth();
    long censored = 0;
    for (Outcome outcome : outcomes) {
      switch (outcome.kind()) {
        case MATCHED, UPDATED -> {
          gap.matched(outcome.immediate(), outcome.hindsight());
          gap.outcome(outcome.immediate(), outcome.hindsight(), outcome.regretted());
          health.add((1 + outcome.immediate()) / 2, outcome.hindsight() > 0, 0);
        }
        case CENSORED -> {
          gap.censored();
          censored++;
        }
        case ORPHAN_HINDSIGHT -> gap.orphan();
      }
    }
    MetricValue.Sheet sheet = new MetricValue.Sheet(out, scope, "hindsight");
    sheet.put("MATCHED", (double) gap.matchedCount());
    sheet.put("CENSORED", (double) censored);
    sheet.put("ORPHANS", (double) gap.orphanCount());
    sheet.put("MATCHED_SHARE", gap.matchedShare());
    sheet.put("MEAN_IMMEDIATE", gap.meanImmediate());
    sheet.put("MEAN_HINDSIGHT", gap.meanHindsight());
    sheet.put("GAP", gap.gap());
    sheet.put("PAIRED_T", gap.pairedT());
    sheet.put("IMMEDIATE_HINDSIGHT_CORRELATION", gap.immediateUtilityCorrelation());
    sheet.put("REGRET_RATE", gap.regretRate());
    sheet.put("AUROC", health.auroc());
    sheet.put("CALIBRATION_ERROR", health.calibrationError());
    sheet.put("BASE_RATE", health.baseRate());
  }
}
