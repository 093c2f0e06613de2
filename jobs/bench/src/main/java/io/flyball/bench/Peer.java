package io.flyball.bench;

import io.flyball.jobs.deployment.FlyballConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * What a job is measured against: a floor, the same task as a good engineer would write it with
 * another tool, or the job itself.
 *
 * @param name in the report
 * @param missing what it does less than Flyball's job; empty for the job itself
 * @param start starts it between the input topics and an output topic
 */
record Peer(String name, String missing, Start start) {

  /** Starts a peer. */
  interface Start {
    /**
     * Starts it.
     *
     * @param config broker, consumer group, guarantee, parallelism and backend
     * @param output the topic that it writes to
     * @param work an empty folder for checkpoints and state
     */
    Running start(FlyballConfig config, String output, Path work);
  }

  /** A Flink job that writes to the output topic. */
  interface OnFlink {
    JobUnderTest to(String output);
  }

  /** The keyed floor and the peers of a job, which is not among them. */
  static List<Peer> of(String job) {
    return switch (job) {
      case "feedback" -> FeedbackPeers.all();
      case "reward" -> List.of(SqlAggregates.reward());
      case "loop" -> List.of(SqlAggregates.loop());
      default -> List.of();
    };
  }

  static Peer onFlink(String name, String missing, OnFlink job) {
    return new Peer(
        name, missing, (config, output, work) -> RunningJob.start(job.to(output), config, work));
  }
}
