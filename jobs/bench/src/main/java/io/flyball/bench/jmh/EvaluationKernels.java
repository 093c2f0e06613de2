package io.flyball.bench.jmh;

import io.flyball.connectors.file.DecisionLayout;
import io.flyball.connectors.file.TableDecisions;
import io.flyball.connectors.text.TextOptions;
import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.bandit.ope.Candidate;
import io.flyball.core.bandit.ope.Estimator;
import io.flyball.core.bandit.ope.Evaluation;
import io.flyball.core.bandit.ope.LogEvaluation;
import io.flyball.core.bandit.ope.LogRow;
import io.flyball.core.random.Draws;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One row of a log of three arms through IPS and SNIPS with all checks of the log: the row alone,
 * and the row read from a CSV file of five columns.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(1)
public class EvaluationKernels {
  private static final int ROWS = 200_000;
  private static final double[] PROPENSITIES = {.5, .3, .2};
  private static final double[] CANDIDATE = {.2, .3, .5};

  private LogRow[] rows;
  private Path file;
  private DecisionLayout layout;

  @Setup
  public void draw() throws IOException {
    rows = new LogRow[ROWS];
    file = Files.createTempFile("evaluation", ".csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("id,arm,propensity,reward,pi\n");
      for (int i = 0; i < ROWS; i++) {
        double u = Draws.uniform(1, i, 0);
        int arm = u < .5 ? 0 : u < .8 ? 1 : 2;
        int reward = Draws.uniform(1, i, 1) < .1 ? 1 : 0;
        String name = "abc".substring(arm, arm + 1);
        double[] none = {};
        rows[i] =
            new LogRow(
                "d" + i,
                new LoggedDecision(name, PROPENSITIES[arm], new String[] {name}, none, reward, 1),
                none,
                new double[] {CANDIDATE[arm]});
        out.write(
            "d"
                + i
                + ","
                + name
                + ","
                + PROPENSITIES[arm]
                + ","
                + reward
                + ","
                + CANDIDATE[arm]
                + "\n");
      }
    }
    layout =
        DecisionLayout.of(
            new TextOptions(null, null, Map.of(), null, null, false), "pi", true, false);
  }

  @TearDown
  public void delete() throws IOException {
    Files.delete(file);
  }

  private static LogEvaluation evaluation() {
    return new LogEvaluation(
        new LogEvaluation.Settings(
            EnumSet.of(Estimator.IPS, Estimator.SNIPS),
            new Evaluation.Limits(10, 10, 100),
            .1,
            0,
            1,
            null,
            ROWS),
        Candidate.carried(false),
        null,
        null);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public double rowAlone() {
    LogEvaluation evaluation = evaluation();
    for (LogRow row : rows) {
      evaluation.add(row);
    }
    return evaluation.evaluation().snips();
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public double rowOfCsv() throws IOException {
    LogEvaluation evaluation = evaluation();
    try (Stream<LogRow> all = TableDecisions.of(List.of(file), layout).rows()) {
      all.forEach(evaluation::add);
    }
    return evaluation.evaluation().snips();
  }
}
