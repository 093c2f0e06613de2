package io.flyball.tools.bandit;

import io.flyball.core.bandit.ope.Candidate;
import io.flyball.core.bandit.ope.JointRewardModel;
import io.flyball.core.bandit.ope.LoggedSlate;
import io.flyball.core.bandit.ope.RewardModel;
import io.flyball.core.bandit.ope.SlateEvaluation;
import io.flyball.core.features.JointFeatures;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Plays a log of slates, after a pass that has found what slates there are. */
public final class SlateRun {
  private static final long UPDATE_EVERY = 1024;

  /** Positions with a reward model of their own; those below share the last one. */
  private static final int MODELS = 8;

  private SlateRun() {}

  /**
   * Evaluates.
   *
   * @param path what messages call the log
   * @param space of the features, for what cascade-DR predicts
   * @param low smallest possible reward of a position, or of a slate where that has one for all
   * @param high largest possible one
   */
  public static SlateEvaluation run(
      SlateLog log,
      String path,
      Candidate candidate,
      JointFeatures space,
      double low,
      double high) {
    SlateEvaluation result =
        new SlateEvaluation(
            candidate,
            log.positions(),
            low,
            high,
            log.global(),
            models(() -> new JointRewardModel(space, 1, true)));
    pass(log, path, "evaluating", result::add);
    return result;
  }

  /** Makes the model of each position from 0; those below the first ones share the last one. */
  public static IntFunction<RewardModel> models(Supplier<RewardModel> fresh) {
    List<RewardModel> models = Stream.generate(fresh).limit(MODELS).toList();
    return position -> models.get(Math.min(position, MODELS - 1));
  }

  /**
   * Plays the log once.
   *
   * @param what is done meanwhile, for the display of progress
   */
  public static void pass(SlateLog log, String path, String what, Consumer<LoggedSlate> taker) {
    long[] done = {0};
    try (Progress progress = Progress.onStderr(what, OptionalLong.empty());
        Stream<LoggedSlate> slates = log.slates()) {
      slates.forEach(
          slate -> {
            take(slate, done[0], path, taker);
            if (++done[0] % UPDATE_EVERY == 0) {
              progress.update(done[0]);
            }
          });
    } catch (IllegalArgumentException e) {
      throw UserError.causedBy("cannot read the log " + path, e);
    }
    if (done[0] == 0) {
      throw new UserError("the log " + path + " holds no slate that can be used");
    }
  }

  private static void take(
      LoggedSlate slate, long before, String path, Consumer<LoggedSlate> taker) {
    try {
      taker.accept(slate);
    } catch (IllegalArgumentException e) {
      throw UserError.causedBy(
          String.format(Locale.ROOT, "slate %,d of the log %s", before + 1, path), e);
    }
  }
}
