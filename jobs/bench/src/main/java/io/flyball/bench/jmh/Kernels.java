package io.flyball.bench.jmh;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the kernels of this package; {@code org.openjdk.jmh.Main} does the same with all of JMH's
 * options.
 */
public final class Kernels {
  private Kernels() {}

  /**
   * One kernel.
   *
   * @param kernel its class and method
   * @param nanos mean time of one operation, ns
   * @param error half of the 99.9 % confidence interval, ns
   */
  public record Result(String kernel, double nanos, double error) {}

  /**
   * Runs the kernels whose name holds {@code pattern}, each in a JVM of its own.
   *
   * @throws IllegalArgumentException when no kernel does
   */
  public static List<Result> run(String pattern) {
    return run(new OptionsBuilder().include("\\.jmh\\..*" + pattern).build(), pattern);
  }

  /** The same with as few repetitions as give a figure at all. */
  public static List<Result> runQuickly(String pattern) {
    return run(
        new OptionsBuilder()
            .include("\\.jmh\\..*" + pattern)
            .warmupIterations(2)
            .measurementIterations(3)
            .build(),
        pattern);
  }

  private static List<Result> run(Options options, String pattern) {
    try {
      Collection<RunResult> results =
          new Runner(
                  options, OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL))
              .run();
      return results.stream().map(Kernels::result).toList();
    } catch (RunnerException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "no kernel ran for '%s': %s", pattern, e.getMessage()), e);
    }
  }

  private static Result result(RunResult run) {
    String[] name = run.getParams().getBenchmark().split("\\.", -1);
    var score = run.getPrimaryResult();
    return new Result(
        name[name.length - 2] + "." + name[name.length - 1],
        score.getScore(),
        score.getScoreError());
  }
}
