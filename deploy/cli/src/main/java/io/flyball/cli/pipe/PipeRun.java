package io.flyball.cli.pipe;

import io.flyball.cli.setup.ConfigCommand;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.UnknownFieldCounts;
import io.flyball.local.pipe.Pipe;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs a job as a filter. */
final class PipeRun {
  private PipeRun() {}

  /**
   * Runs one job between stdin and stdout until the input ends.
   *
   * @param defaults what this job's configuration is in a pipe, unless the user says otherwise
   * @param limit the longest line
   */
  static int run(
      ConfigCommand.Options options,
      List<String> defaults,
      ToIntFunction<FlyballConfig> limit,
      BiConsumer<Pipe, FlyballConfig> job) {
    List<String> all = new ArrayList<>(List.of("flink.parallelism=1"));
    all.addAll(defaults);
    FlyballConfig config = options.load(FlyballConfig.class, System.getenv(), all, List.of());
    StreamExecutionEnvironment env = Pipe.environment(config);
    job.accept(new Pipe(env, () -> System.in, () -> System.out, limit.applyAsInt(config)), config);
    try {
      tellUnknownFields(env.execute("pipe").getAllAccumulatorResults());
    } catch (Exception e) {
      throw UserError.causedBy("the pipe broke", e);
    }
    return ExitCode.OK;
  }

  private static void tellUnknownFields(Map<String, Object> accumulators) {
    accumulators.forEach(
        (name, value) -> {
          if (name.startsWith(UnknownFieldCounts.accumulator(""))
              && value instanceof Map<?, ?> fields
              && !fields.isEmpty()) {
            System.err.println("JSON fields that no schema names, which were ignored:");
            fields.forEach(
                (field, count) ->
                    System.err.printf(
                        Locale.ROOT, "  %9d %s%n", ((Number) count).longValue(), field));
          }
        });
  }
}
