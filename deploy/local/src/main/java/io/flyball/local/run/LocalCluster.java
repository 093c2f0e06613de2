package io.flyball.local.run;

import io.flyball.tools.UserError;
import java.time.Duration;
import java.util.OptionalInt;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Flink mini-cluster in this process, for all jobs of a run. */
final class LocalCluster implements AutoCloseable {
  private static final int NETWORK_MEBIBYTES_A_JOB = 64;
  private static final int MANAGED_MEBIBYTES_A_JOB = 128;

  private final MiniCluster cluster;

  private LocalCluster(MiniCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Starts it.
   *
   * @param flink the options of the deployment
   * @param jobs how many jobs it must have room for
   * @param parallelism of each of them
   * @param webPort port of Flink's web page
   * @param metricsPort port where Prometheus finds the metrics; empty for none
   */
  static LocalCluster start(
      Configuration flink, int jobs, int parallelism, int webPort, OptionalInt metricsPort) {
    Configuration all = new Configuration(flink);
    metricsPort.ifPresent(
        port -> {
          all.setString(
              "metrics.reporter.prom.factory.class", PrometheusReporterFactory.class.getName());
          all.setString("metrics.reporter.prom.port", String.valueOf(port));
        });
    all.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    all.set(RestOptions.ADDRESS, "127.0.0.1");
    all.set(RestOptions.PORT, webPort);
    all.set(RestOptions.BIND_PORT, String.valueOf(webPort));
    all.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(500));
    MemorySize network = MemorySize.ofMebiBytes((long) NETWORK_MEBIBYTES_A_JOB * jobs);
    all.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
    all.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
    all.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE,
        MemorySize.ofMebiBytes((long) MANAGED_MEBIBYTES_A_JOB * jobs));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(all)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(jobs * parallelism)
                .build());
    try {
      cluster.start();
    } catch (Exception e) {
      throw UserError.causedBy("cannot start Flink", e);
    }
    return new LocalCluster(cluster);
  }

  MiniCluster cluster() {
    return cluster;
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
  }
}
