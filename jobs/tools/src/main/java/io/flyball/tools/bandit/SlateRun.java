package io.flyball.tools.bandit;

import io.flyball.core.bandit.ope.Candidate;
import io.flyball.core.bandit.ope.JointRewardModel;
import io.flyball.core.bandit.ope.LoggedSlate;
import io.flyball.core.bandit.ope.RewardModel;
import io.flyball.core.bandit.ope.SlateEvaluation;
import io.flyball.core.features.JointFeatures;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Evaluates a candidate on a log of slates, in two passes: what slates there are, and the rest. */
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
    try {
      List<RewardModel> models = new ArrayList<>();
      for (int l = 0; l < MODELS; l++) {
        models.add(new JointRewardModel(space, 1, true));
      }
      SlateEvaluation result =
          new SlateEvaluation(
              candidate,
              log.positions(),
              low,
              high,
              log.global(),
              position -> models.get(Math.min(position, MODELS - 1)));
      try (Progress progress = Progress.onStderr("evaluating", OptionalLong.empty());
          Stream<LoggedSlate> slates = log.slates()) {
        slates.forEach(
            slate -> {
              add(result, slate, path);
              if (result.slates() % UPDATE_EVERY == 0) {
                progress.update(result.slates());
              }
            });
      }
      if (result.slates() == 0) {
        throw new UserError("the log " + path + " holds no slate to evaluate with");
      }
      return result;
    } catch (IllegalArgumentException e) {
      throw UserError.causedBy("cannot read the log " + path, e);
    }
  }

  private static void add(SlateEvaluation result, LoggedSlate slate, String path) {
    try {
      result.add(slate);
    } catch (IllegalArgumentException e) {
      throw UserError.causedBy(
          String.format(Locale.ROOT, "slate %,d of the log %s", result.slates() + 1, path), e);
    }
  }
}
