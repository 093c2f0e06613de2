package io.flyball.core.bandit.ope;

import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.bandit.Question;

/**
 * A candidate policy against a log, row by row: its probability of the arm that was shown goes into
 * the estimators, then it learns the row. So each row is judged before it is known (progressive
 * validation), and what is estimated is the value of a policy that learns from this log.
 */
public final class LogEvaluation {
  private static final double[][] NO_FEATURES = {};
  private static final double[] EQUAL_WEIGHTS = {};

  private final Learner candidate;
  private final RewardModel model;
  private final Evaluation evaluation;
  private final AnytimeInterval interval;
  private final LogIntervals intervals;
  private boolean sampled;
  private long rows;

  public LogEvaluation(
      Learner candidate,
      RewardModel model,
      Evaluation evaluation,
      AnytimeInterval interval,
      LogIntervals intervals) {
    this.candidate = candidate;
    this.model = model;
    this.evaluation = evaluation;
    this.interval = interval;
    this.intervals = intervals;
  }

  /** Takes the next row; one that is out of range is refused before anything changes. */
  public void add(LoggedDecision row) {
    int index = row.index();
    interval.check(row.reward());
    Question question =
        candidate.dense(row.context(), candidate.arms(row.arms()), NO_FEATURES, EQUAL_WEIGHTS);
    double[] p = candidate.propensities(question);
    int fold = model.fold(rows);
    double predicted = model.predict(row.arm(), row.context(), fold);
    double direct = model.value(row.arms(), p, row.context(), fold);
    evaluation.add(p[index], row.propensity(), row.reward(), predicted, direct, row.importance());
    interval.add(p[index] / row.propensity(), row.reward());
    intervals.add(row.arms(), p, index, row.propensity(), row.reward(), predicted, direct);
    sampled |= row.importance() != 1;
    candidate.learn(row);
    rows++;
  }

  public Evaluation evaluation() {
    return evaluation;
  }

  /**
   * Whether intervals hold: they count rows, and of a sub-sampled log nobody knows how many there
   * were.
   */
  public boolean intervalHolds() {
    return !sampled;
  }

  /** The interval that holds at every moment. */
  public AnytimeInterval interval() {
    return interval;
  }

  /** Those that hold for the whole log. */
  public LogIntervals intervals() {
    return intervals;
  }
}
