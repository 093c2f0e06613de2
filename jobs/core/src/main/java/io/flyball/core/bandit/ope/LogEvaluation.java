package io.flyball.core.bandit.ope;

import io.flyball.core.bandit.LoggedDecision;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A candidate policy against a log, row by row: its probability of the arm that was shown goes into
 * the estimators, then it learns the row. So each row is judged before it is known (progressive
 * validation), and what is estimated is the value of a candidate that learns from this log.
 *
 * <p>Memory does not grow with the rows.
 */
public final class LogEvaluation {
  /**
   * What is estimated, and how.
   *
   * @param estimators the wanted ones
   * @param limits of clipped, switching and shrinking estimators
   * @param subgaussian limit of SG-IPW, in (0, 1]
   * @param low smallest possible reward
   * @param high largest possible reward
   * @param tuning how limits are chosen besides; null for not at all
   * @param expected rows, for the intervals of doubly robust estimators
   */
  public record Settings(
      Set<Estimator> estimators,
      Evaluation.Limits limits,
      double subgaussian,
      double low,
      double high,
      Tuning tuning,
      long expected) {
    double limit(Estimator estimator) {
      return switch (estimator.rule()) {
        case CLIP -> limits.clip();
        case SWITCH -> limits.switchAt();
        case SHRINK -> limits.shrink();
        case SUBGAUSSIAN -> subgaussian;
        default -> 0;
      };
    }
  }

  private static final double MISS = 0.05;

  private final Settings settings;
  private final Candidate candidate;
  private final RewardModel model;
  private final RewardModel robustModel;
  private final Evaluation evaluation;
  private final AnytimeInterval interval;
  private final List<EstimatorSums> sums = new ArrayList<>();
  private final Map<Estimator, List<EstimatorSums>> tuned = new EnumMap<>(Estimator.class);
  private final WeightTail tail = new WeightTail();
  private final ArmSupport support = new ArmSupport();
  private final PropensityCalibration calibration = new PropensityCalibration();
  private final Trace trace = new Trace();
  private boolean sampled;
  private long rows;

  /**
   * An evaluation without rows.
   *
   * @param model null where no estimator needs one
   * @param robustModel of MRDR; null where that is not wanted
   */
  public LogEvaluation(
      Settings settings, Candidate candidate, RewardModel model, RewardModel robustModel) {
    this.settings = settings;
    this.candidate = candidate;
    this.model = model;
    this.robustModel = robustModel;
    this.evaluation = new Evaluation(settings.limits());
    this.interval = new AnytimeInterval(settings.low(), settings.high(), MISS);
    for (Estimator estimator : settings.estimators()) {
      if (estimator.model() && (model == null || !candidate.complete())) {
        throw new IllegalArgumentException(
            estimator.label()
                + " needs a reward model and the candidate's probability of each arm");
      }
      sums.add(sums(estimator, settings.limit(estimator)));
      if (settings.tuning() != null && estimator.limited() && !estimator.normalised()) {
        List<EstimatorSums> limits = new ArrayList<>();
        for (double limit : Tuning.LIMITS) {
          boolean share = estimator.rule() == WeightRule.SUBGAUSSIAN;
          limits.add(sums(estimator, share ? 1 / (1 + limit) : limit));
        }
        tuned.put(estimator, limits);
      }
    }
  }

  private EstimatorSums sums(Estimator estimator, double limit) {
    double bound = Math.max(1, Math.sqrt((double) settings.expected()));
    return new EstimatorSums(estimator, limit, settings.low(), settings.high(), bound);
  }

  /** Takes the next row; one that is out of range is refused before anything changes. */
  public void add(LogRow row) {
    LoggedDecision decision = row.decision();
    int index = decision.index();
    interval.check(decision.reward());
    double[] p = candidate.probabilities(row);
    double target = p[index];
    double predicted = 0;
    double direct = 0;
    int fold = 0;
    if (model != null) {
      fold = model.fold(row, rows);
      predicted = model.predict(decision, index, fold);
      direct = model.value(decision, p, fold);
    }
    double importance = decision.importance();
    evaluation.add(target, decision.propensity(), decision.reward(), predicted, direct, importance);
    double w = target / decision.propensity();
    interval.add(w, decision.reward());
    for (EstimatorSums each : sums) {
      add(each, row, p, importance * w, predicted, direct);
    }
    for (List<EstimatorSums> limits : tuned.values()) {
      for (EstimatorSums each : limits) {
        add(each, row, p, importance * w, predicted, direct);
      }
    }
    tail.add(w, decision.reward());
    if (candidate.complete()) {
      support.add(decision.arms(), p, index, decision.propensity(), row.logged());
    }
    calibration.add(row.logged(), index);
    sampled |= importance != 1;
    if (model != null && model.pastOnly()) {
      model.add(decision, fold, 1);
      if (robustModel != null) {
        robustModel.add(decision, fold, RewardModel.robustWeight(target, decision.propensity()));
      }
    }
    candidate.learn(row);
    rows++;
    if (trace.wants(rows)) {
      trace.add((double) rows, evaluation.ips(), evaluation.snips(), evaluation.doublyRobust());
    }
  }

  private void add(
      EstimatorSums each, LogRow row, double[] p, double w, double predicted, double direct) {
    LoggedDecision decision = row.decision();
    double importance = decision.importance();
    if (!each.estimator().model()) {
      each.add(w, decision.reward(), 0, 0, importance);
    } else if (each.estimator() == Estimator.MRDR) {
      int fold = robustModel.fold(row, rows);
      each.add(
          w,
          decision.reward(),
          robustModel.predict(decision, decision.index(), fold),
          robustModel.value(decision, p, fold),
          importance);
    } else {
      each.add(w, decision.reward(), predicted, direct, importance);
    }
  }

  /** Running sums, of which the effective sample size is one. */
  public Evaluation evaluation() {
    return evaluation;
  }

  public long rows() {
    return rows;
  }

  /** The estimators in their order. */
  public List<EstimatorSums> estimates() {
    return List.copyOf(sums);
  }

  /** Of each estimator that has a limit the one with the limit that the tuning chose. */
  public List<EstimatorSums> tuned() {
    List<EstimatorSums> chosen = new ArrayList<>();
    for (List<EstimatorSums> candidates : tuned.values()) {
      chosen.add(settings.tuning().choose(candidates, tail.meanSquare(), tail.largest()));
    }
    return chosen;
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

  /** Why normal intervals would promise too much; empty when they may be told. */
  public String doubt() {
    return tail.doubt(candidate.complete() ? support.rareMass() : 0);
  }

  public WeightTail tail() {
    return tail;
  }

  /** Empty where only the probability of the arm shown is known. */
  public ArmSupport support() {
    return support;
  }

  public PropensityCalibration calibration() {
    return calibration;
  }

  /** Row, IPS, SNIPS and DR (NaN without rows) over the log. */
  public Trace trace() {
    return trace;
  }
}
