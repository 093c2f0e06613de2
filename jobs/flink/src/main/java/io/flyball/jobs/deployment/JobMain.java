package io.flyball.jobs.deployment;

import io.flyball.jobs.runtime.KafkaAccess;
import io.flyball.jobs.runtime.SavepointFault;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What the {@code main} of every job does. */
public final class JobMain {
  private JobMain() {}

  /**
   * Runs a job until it ends. A user's mistake is one sentence on stderr and exit code 1, and
   * nothing has started: in the arguments, in the configuration, a savepoint that this job cannot
   * go on from, brokers that do not let it work, or another job that writes in its name.
   *
   * @param build puts the job between its real sources and sinks
   */
  public static void run(
      String[] args, String job, BiConsumer<StreamExecutionEnvironment, FlyballConfig> build)
      throws Exception {
    FlyballConfig config = loadOrExit(args);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(config.flink().toConfiguration());
    Optional.ofNullable(env.getConfiguration().get(StateRecoveryOptions.SAVEPOINT_PATH))
        .flatMap(path -> SavepointFault.of(path, job))
        .ifPresent(JobMain::exit);
    build.accept(env, config);
    KafkaAccess access = KafkaAccess.of(env);
    access
        .obstacle(config.kafka())
        .or(() -> access.rival(config.kafka(), config.flink().checkpointInterval()))
        .ifPresent(JobMain::exit);
    env.execute(job);
  }

  private static FlyballConfig loadOrExit(String[] args) {
    try {
      return JobArguments.load(args);
    } catch (IllegalArgumentException e) {
      exit(e.getMessage());
      throw e;
    }
  }

  private static void exit(String sentence) {
    System.err.println("flyball: " + sentence);
    System.exit(1);
  }
}
