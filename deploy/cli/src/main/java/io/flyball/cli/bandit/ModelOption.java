package io.flyball.cli.bandit;

import io.flyball.core.features.JointFeatures;
import io.flyball.tools.UserError;
import io.flyball.tools.bandit.DecisionLog;
import io.flyball.tools.bandit.EvaluationRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The reward model of an evaluation. */
public final class ModelOption {
  @Option(
      names = "--prior",
      paramLabel = "R/N",
      description =
          "The reward model of an arm starts from N rows of reward R in all (default: one row of"
              + " the log's mean).")
  private String prior;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "Reward model of DM and the doubly robust estimators, contextual: a ridge regression per"
              + " arm, or one for all arms on hashed features where the log has features by name;"
              + " adagrad: the first in time linear in the context; or arm-mean (default:"
              + " contextual where the log has contexts).")
  private Optional<String> modelName = Optional.empty();

  @Option(
      names = "--past-only",
      description = "Predict each row from the rows before it instead of from the other folds.")
  private boolean pastOnly;

  @Option(
      names = "--folds",
      defaultValue = "5",
      paramLabel = "N",
      description =
          "A row is predicted from the other folds of this many; 1 fits the reward model on the"
              + " rows that it predicts, as published figures do (default: ${DEFAULT-VALUE}).")
  private int folds;

  /**
   * The model for a log.
   *
   * @param space of features by name; null where the log has none
   */
  EvaluationRun.Model of(DecisionLog log, Path path, JointFeatures space) {
    double[] start =
        prior == null ? new double[] {Double.NaN, 1} : Pair.of("--prior", prior, "/", "1/100");
    String name = name(log, path);
    return new EvaluationRun.Model(name, folds, pastOnly, start[0] / start[1], start[1], space);
  }

  private String name(DecisionLog log, Path path) {
    String name = modelName.orElse("contextual");
    if (!List.of("contextual", "adagrad", "arm-mean").contains(name)) {
      throw UserError.usage("--model is contextual, adagrad or arm-mean, found '" + name + "'");
    }
    if (log.named() && name.equals("adagrad")) {
      throw UserError.usage(
          "--model adagrad is for contexts of numbers; on features by name use contextual, which is"
              + " linear in them, too");
    }
    if (log.named() && name.equals("contextual") && prior != null) {
      throw UserError.usage(
          "--prior is for models by arm, and that of features by name is shared; add --model"
              + " arm-mean");
    }
    if (modelName.isPresent()
        && name.equals("contextual")
        && !log.named()
        && log.dimension() == 0) {
      throw UserError.usage("--model contextual needs contexts, and the log " + path + " has none");
    }
    if (pastOnly && prior != null) {
      throw UserError.usage("--prior is for models of all rows; --past-only starts from nothing");
    }
    return name;
  }
}
