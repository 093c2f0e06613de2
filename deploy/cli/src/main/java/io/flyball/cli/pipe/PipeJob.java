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
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Mixin;

/**
 * A job as a filter between stdin and stdout, until the input ends.
 *
 * @param <C> the job's section of the configuration
 */
abstract class PipeJob<C> implements Callable<Integer> {
  @Mixin private ConfigCommand.Options options;

  private final Function<FlyballConfig, C> section;
  private final ToIntFunction<C> limit;

  /**
   * @param limit the longest line
   */
  PipeJob(Function<FlyballConfig, C> section, ToIntFunction<C> limit) {
    this.section = section;
    this.limit = limit;
  }

  /** What this job's configuration is in a pipe, unless the user says otherwise. */
  List<String> defaults() {
    return List.of();
  }

  abstract void build(Pipe pipe, C config);

  @Override
  public Integer call() {
    List<String> all = new ArrayList<>(List.of("flink.parallelism=1"));
    all.addAll(defaults());
    FlyballConfig config = options.load(FlyballConfig.class, System.getenv(), all, List.of());
    StreamExecutionEnvironment env = Pipe.environment(config);
    C own = section.apply(config);
    build(new Pipe(env, () -> System.in, () -> System.out, limit.applyAsInt(own)), own);
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
