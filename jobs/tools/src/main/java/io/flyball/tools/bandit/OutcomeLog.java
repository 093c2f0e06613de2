package io.flyball.tools.bandit;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonLines;
import io.flyball.connectors.file.AvroFile;
import io.flyball.connectors.file.JsonLinesFile;
import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.bandit.ope.Evaluation;
import io.flyball.core.bandit.ope.LogRow;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.DecisionOutcome;
import io.flyball.schemas.OutcomeStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Outcomes of the bandit job, as Avro container files or JSON lines. Of a decision that was
 * corrected the highest revision counts; forced and censored ones say nothing about a candidate;
 * JSON lines of other types are passed over.
 */
final class OutcomeLog implements DecisionLog {
  private static final int LONGEST_LINE = 1 << 20;
  private static final double ROUNDING = 1e-6;

  private final List<Path> files;
  private final Set<String> arms = new LinkedHashSet<>();
  private final Map<String, Integer> revisions = new HashMap<>();
  private final Map<String, Long> passedOver = new TreeMap<>();
  private int dimension;
  private long seen;

  private OutcomeLog(List<Path> files) {
    this.files = files;
  }

  /** Looks through the files once, for the arms and the corrections. */
  static OutcomeLog of(List<Path> files) {
    OutcomeLog log = new OutcomeLog(files);
    for (Path file : files) {
      try (Stream<DecisionOutcome> outcomes = read(file)) {
        outcomes.forEach(log::look);
      }
    }
    for (Path file : files) {
      try (Stream<DecisionOutcome> outcomes = read(file)) {
        outcomes
            .map(log::silence)
            .filter(reason -> !reason.isEmpty())
            .forEach(reason -> log.passedOver.merge(reason, 1L, Long::sum));
      }
    }
    return log;
  }

  private void look(DecisionOutcome outcome) {
    String fault = fault(outcome);
    if (!fault.isEmpty()) {
      throw new IllegalArgumentException(
          "decision '" + outcome.getId() + "', row " + ++seen + " of the log: " + fault);
    }
    seen++;
    arms.addAll(outcome.getArms());
    dimension = Math.max(dimension, outcome.getContext().size());
    if (outcome.getRevision() > 0) {
      revisions.merge(outcome.getId(), outcome.getRevision(), Math::max);
    }
  }

  /**
   * What is wrong with the probabilities of a row; empty when nothing is. A wrong one may not be
   * passed over, for that would leave out some arms more than others.
   */
  private static String fault(DecisionOutcome outcome) {
    double propensity = outcome.getPropensity();
    if (!(propensity >= Evaluation.LEAST_PROPENSITY && propensity <= 1)) {
      return "propensity is "
          + propensity
          + "; allowed is a probability from "
          + Evaluation.LEAST_PROPENSITY
          + " to 1";
    }
    List<Double> vector = outcome.getPropensities();
    if (vector.isEmpty()) {
      return "";
    }
    if (vector.size() != outcome.getArms().size()) {
      return vector.size() + " propensities for " + outcome.getArms().size() + " arms";
    }
    double sum = vector.stream().mapToDouble(Double::doubleValue).sum();
    if (!(Math.abs(sum - 1) <= ROUNDING)) {
      return "the propensities sum to " + sum + ", not to 1";
    }
    int index = outcome.getArms().indexOf(outcome.getArm());
    if (index >= 0 && !(Math.abs(vector.get(index) - propensity) <= ROUNDING)) {
      return "propensity is "
          + propensity
          + ", but among the propensities arm '"
          + outcome.getArm()
          + "' has "
          + vector.get(index);
    }
    return "";
  }

  /** Why an outcome does not count; empty when it does. */
  private String silence(DecisionOutcome outcome) {
    if (outcome.getRevision() < revisions.getOrDefault(outcome.getId(), 0)) {
      return "corrected later";
    } else if (outcome.getForced()) {
      return "forced";
    }
    return outcome.getStatus() == OutcomeStatus.CENSORED || outcome.getReward() == null
        ? "censored"
        : "";
  }

  private static Stream<DecisionOutcome> read(Path file) {
    try {
      return file.getFileName().toString().contains(".avro")
          ? AvroFile.read(file, DecisionOutcome.class)
          : JsonLinesFile.read(file, List.of(DecisionOutcome.class), LONGEST_LINE, 0)
              .flatMap(line -> outcome(file, line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<DecisionOutcome> outcome(Path file, JsonLines.Line line) {
    if (line.decoded() instanceof Decoded.Good<?> good) {
      return Stream.of((DecisionOutcome) good.value());
    }
    Refusal refusal = ((Decoded.Refused<?>) line.decoded()).refusal();
    if (refusal.reason() == Reason.UNKNOWN_TYPE) {
      return Stream.empty();
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "%s, line %d, %s: %s",
            file,
            line.raw().offset() + 1,
            refusal.code(),
            refusal.message()));
  }

  @Override
  public List<String> arms() {
    return List.copyOf(arms);
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Stream<LogRow> rows() {
    return files.stream()
        .flatMap(OutcomeLog::read)
        .filter(outcome -> silence(outcome).isEmpty())
        .map(OutcomeLog::row);
  }

  private static LogRow row(DecisionOutcome outcome) {
    return new LogRow(
        outcome.getId(),
        new LoggedDecision(
            outcome.getArm(),
            outcome.getPropensity(),
            outcome.getArms().toArray(String[]::new),
            doubles(outcome.getContext()),
            outcome.getReward(),
            outcome.getImportance()),
        doubles(outcome.getPropensities()),
        new double[0]);
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public Map<String, Long> passedOver() {
    return passedOver;
  }
}
