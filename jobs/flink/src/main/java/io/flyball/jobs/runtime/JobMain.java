package io.flyball.jobs.runtime;

import java.util.function.BiConsumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What the {@code main} of every job does: read the configuration, look at the brokers, run. */
public final class JobMain {
  private JobMain() {}

  /**
   * Runs a job. A user's mistake, or brokers that do not let the job work, is one sentence on
   * stderr and exit code 1, and nothing has started.
   *
   * @param job its name
   * @param args arguments as {@link JobArguments} reads them
   * @param build puts the job between its sources and sinks
   */
  public static void run(
      String job, String[] args, BiConsumer<StreamExecutionEnvironment, FlyballConfig> build)
      throws Exception {
    FlyballConfig config;
    try {
      config = JobArguments.load(args);
    } catch (IllegalArgumentException e) {
      exit(e.getMessage());
      throw e;
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(config.flink().toConfiguration());
    build.accept(env, config);
    KafkaAccess.of(env).obstacle(config.kafka()).ifPresent(JobMain::exit);
    env.execute(job);
  }

  private static void exit(String sentence) {
    System.err.println("flyball: " + sentence);
    System.exit(1);
  }
}
