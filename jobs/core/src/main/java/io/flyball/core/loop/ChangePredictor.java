package io.flyball.core.loop;

import io.flyball.core.bandit.regression.FtrlLogistic;

/**
 * How well one can tell, when a verdict is given, whether it will change behaviour: an online
 * logistic regression that predicts each verdict before it learns what became of it ("Surgical
 * feedback", arXiv 2411.10919, with {@link BehaviourChange} for the label). Its AUROC is that of
 * predictions made beforehand: .5 where nothing of the verdict matters. O(1) a verdict.
 */
final class ChangePredictor {
  private static final double RATE = 0.5;
  private static final double LATE = 5;
  private static final int FEATURES = 5;

  private final FtrlLogistic regression = new FtrlLogistic(FEATURES, RATE, 1, 0, 0);
  private final double[] statistics = new double[regression.size()];
  private final RewardModelHealth health = new RewardModelHealth();
  private long changes;

  /**
   * What is known when a verdict is given: that it is a verdict, whether it is "wrong", how late it
   * comes in [0, 1], whether the answer was given before, and which share of constraints failed.
   */
  static double[] features(Attempt attempt, Attempt.Step step) {
    boolean repeated =
        attempt.steps().stream()
            .anyMatch(s -> s.turn() < step.turn() && s.answer() == step.answer());
    double failed =
        step.constraints() == 0 ? 0 : 1 - (double) step.satisfied() / step.constraints();
    return new double[] {
      1,
      step.feedback() == Polarity.BAD ? 1 : 0,
      Math.min(step.turn(), LATE) / LATE,
      repeated ? 1 : 0,
      failed
    };
  }

  /** Predicts whether behaviour changes, then learns that it did or did not. */
  void add(double[] features, boolean changed) {
    health.add(regression.predict(statistics, 0, features), changed, 0);
    regression.learn(statistics, features, new double[0], new double[] {changed ? 1 : 0}, 1);
    changes += changed ? 1 : 0;
  }

  void tell(MetricValue.Sheet out) {
    out.put("CHANGES", (double) changes);
    out.put("CHANGE_BASE_RATE", health.baseRate());
    double error = health.aurocError();
    out.put("CHANGE_AUROC", new Estimate(health.auroc(), Double.isNaN(error) ? 0 : error));
  }
}
