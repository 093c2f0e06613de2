package io.flyball.cli.bandit;

import io.flyball.core.bandit.ope.Estimator;
import io.flyball.core.bandit.ope.Evaluation;
import io.flyball.core.bandit.ope.LogEvaluation;
import io.flyball.core.bandit.ope.Tuning;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which estimators are wanted, and their limits. */
public final class EstimatorsOption {
  @Option(
      names = "--clip",
      defaultValue = "10",
      paramLabel = "W",
      description = "Largest weight of the clipped estimators (default: ${DEFAULT-VALUE}).")
  private double clip;

  @Option(
      names = "--switch-at",
      defaultValue = "10",
      paramLabel = "W",
      description = "Largest weight that Switch-DR uses (default: ${DEFAULT-VALUE}).")
  private double switchAt;

  @Option(
      names = "--shrink",
      defaultValue = "100",
      paramLabel = "L",
      description = "Lambda of DRos (default: ${DEFAULT-VALUE}).")
  private double shrink;

  @Option(
      names = "--subgaussian",
      defaultValue = "0.1",
      paramLabel = "L",
      description = "Lambda of SG-IPW, in (0, 1] (default: ${DEFAULT-VALUE}).")
  private double subgaussian;

  @Option(
      names = "--estimators",
      split = ",",
      paramLabel = "NAME",
      description =
          "Only these, such as ips,snips, which need no reward model and so one pass; all adds MRDR"
              + " (default: all but MRDR).")
  private List<String> estimators = List.of();

  @Option(
      names = "--tune",
      paramLabel = "WAY",
      description =
          "Choose the limits of clipped, switching and shrinking estimators from the log, too:"
              + " slope, slope++ or mse (default: not).")
  private Optional<String> tune = Optional.empty();

  /**
   * What is estimated.
   *
   * @param shownOnly whether the candidate's probability of the arm shown alone is known
   * @param range all that a reward can be
   */
  LogEvaluation.Settings settings(boolean shownOnly, double[] range) {
    return new LogEvaluation.Settings(
        wanted(shownOnly),
        new Evaluation.Limits(clip, switchAt, shrink),
        subgaussian,
        range[0],
        range[1],
        tune.map(Tuning::parse).orElse(null),
        1);
  }

  private Set<Estimator> wanted(boolean shownOnly) {
    EnumSet<Estimator> wanted = EnumSet.noneOf(Estimator.class);
    if (estimators.equals(List.of("all"))) {
      wanted = EnumSet.allOf(Estimator.class);
    } else if (estimators.isEmpty()) {
      wanted = EnumSet.complementOf(EnumSet.of(Estimator.MRDR));
      if (shownOnly) {
        wanted.removeIf(Estimator::model);
      }
    } else {
      estimators.stream().map(Estimator::parse).forEach(wanted::add);
    }
    return wanted;
  }
}
