package io.flyball.tools.bandit;

import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.bandit.ope.Candidate;
import io.flyball.core.bandit.ope.Estimator;
import io.flyball.core.bandit.ope.JointRewardModel;
import io.flyball.core.bandit.ope.LogEvaluation;
import io.flyball.core.bandit.ope.LogRow;
import io.flyball.core.bandit.ope.OnlineRewardModel;
import io.flyball.core.bandit.ope.RewardModel;
import io.flyball.core.bandit.ope.RidgeRewardModel;
import io.flyball.core.features.JointFeatures;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * Reads a log for a candidate. To evaluate: where a reward model is wanted, one pass over the log
 * fits it and a second evaluates; without one, or with a model of past rows only, one pass does
 * both.
 */
public final class EvaluationRun {
  private static final long UPDATE_EVERY = 1024;

  /**
   * The reward model.
   *
   * @param name contextual, adagrad or arm-mean
   * @param folds of the fit
   * @param pastOnly whether a row is predicted from the rows before it
   * @param priorMean what an arm earns without rows; NaN for the log's mean
   * @param priorRows how many rows that counts for
   * @param space of features by name; null where the log has none
   */
  public record Model(
      String name,
      int folds,
      boolean pastOnly,
      double priorMean,
      double priorRows,
      JointFeatures space) {
    private static final double STEP = 0.1;

    /**
     * A fresh one.
     *
     * @param dimension length of the contexts
     */
    public RewardModel fresh(int dimension) {
      if (space != null && name.equals("contextual")) {
        return new JointRewardModel(space, folds, pastOnly);
      }
      int context = name.equals("arm-mean") ? 0 : dimension;
      if (name.equals("adagrad")) {
        return OnlineRewardModel.adaGrad(STEP, context, folds, pastOnly);
      }
      return pastOnly
          ? OnlineRewardModel.pastRidge(priorRows, context)
          : new RidgeRewardModel(priorMean, priorRows, context, folds);
    }
  }

  private final DecisionLog log;
  private final String path;
  private final LongFunction<Candidate> candidate;
  private final boolean counted;
  private final Model model;
  private long rows;
  private double low = Double.NEGATIVE_INFINITY;
  private double high = Double.POSITIVE_INFINITY;

  /**
   * A run.
   *
   * @param path what messages call the log
   * @param candidate makes a fresh one for a log of so many rows
   * @param counted whether it has to know the number of rows, which takes a pass
   */
  public EvaluationRun(
      DecisionLog log,
      String path,
      LongFunction<Candidate> candidate,
      boolean counted,
      Model model) {
    this.log = log;
    this.path = path;
    this.candidate = candidate;
    this.counted = counted;
    this.model = model;
  }

  /** Evaluates; the settings' expected rows are filled in. */
  public LogEvaluation run(LogEvaluation.Settings settings) {
    boolean modelled = settings.estimators().stream().anyMatch(Estimator::model);
    boolean robust = settings.estimators().contains(Estimator.MRDR);
    RewardModel direct = modelled ? model.fresh(log.dimension()) : null;
    RewardModel weighted = robust ? model.fresh(log.dimension()) : null;
    low = settings.low();
    high = settings.high();
    if (counted && (robust || !modelled || model.pastOnly())) {
      rows = pass("counting", row -> {});
    }
    if (modelled && !model.pastOnly()) {
      fit(direct, weighted);
    }
    LogEvaluation result =
        new LogEvaluation(
            new LogEvaluation.Settings(
                settings.estimators(),
                settings.limits(),
                settings.subgaussian(),
                settings.low(),
                settings.high(),
                settings.tuning(),
                Math.max(rows, 1)),
            candidate.apply(rows),
            direct,
            weighted);
    pass("evaluating", result::add);
    if (result.rows() == 0) {
      throw new UserError("the log " + path + " holds no decision to evaluate with");
    }
    return result;
  }

  /**
   * Plays the log once to a candidate.
   *
   * @param player makes the one who takes each row of a fresh candidate
   */
  public void replay(double low, double high, Function<Candidate, Consumer<LogRow>> player) {
    this.low = low;
    this.high = high;
    if (counted) {
      rows = pass("counting", row -> {});
    }
    if (pass("replaying", player.apply(candidate.apply(rows))) == 0) {
      throw new UserError("the log " + path + " holds no decision to replay");
    }
  }

  private void fit(RewardModel direct, RewardModel weighted) {
    // A candidate that learns is asked here, too: the weights of MRDR are its own.
    Candidate asked = weighted == null ? null : candidate.apply(rows);
    long[] number = {0};
    rows =
        pass(
            "fitting the reward model",
            row -> {
              LoggedDecision decision = row.decision();
              int fold = direct.fold(row, number[0]++);
              direct.add(decision, fold, 1);
              if (asked != null) {
                double target = asked.probabilities(row)[decision.index()];
                double weight = RewardModel.robustWeight(target, decision.propensity());
                weighted.add(decision, fold, weight);
                asked.learn(row);
              }
            });
  }

  private void requireInRange(double reward) {
    if (!(reward >= low && reward <= high)) {
      throw new IllegalArgumentException(
          "a reward must lie in ["
              + low
              + ", "
              + high
              + "], found "
              + reward
              + ": give all that a reward can be with --rewards LOW..HIGH");
    }
  }

  /** Rows are pushed, not pulled: an iterator over several files would hold a whole file. */
  private long pass(String what, Consumer<LogRow> taker) {
    long[] done = {0};
    try (Progress progress =
            Progress.onStderr(what, rows > 0 ? OptionalLong.of(rows) : OptionalLong.empty());
        Stream<LogRow> all = log.rows()) {
      all.forEach(
          row -> {
            take(row, done[0], taker);
            if (++done[0] % UPDATE_EVERY == 0) {
              progress.update(done[0]);
            }
          });
    } catch (IllegalArgumentException e) {
      throw UserError.causedBy("cannot read the log " + path, e);
    }
    return done[0];
  }

  private void take(LogRow row, long before, Consumer<LogRow> taker) {
    try {
      requireInRange(row.decision().reward());
      taker.accept(row);
    } catch (IllegalArgumentException e) {
      throw UserError.causedBy(
          String.format(Locale.ROOT, "decision %,d of the log %s", before + 1, path), e);
    }
  }
}
