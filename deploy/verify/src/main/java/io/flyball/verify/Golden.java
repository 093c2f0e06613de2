package io.flyball.verify;

import io.flyball.local.DataDir;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The savepoint that a release left behind of each job: that of a small load, taken after its first
 * records.
 */
final class Golden {
  /** Of the load. */
  static final long SEED = 1;

  static final long RECORDS = 400;

  /** Read when the savepoint was taken. */
  static final long BEFORE = 250;

  private static final String FOLDER = "/io/flyball/verify/savepoints/";

  private Golden() {}

  private static URL resource(JobFaultTest job) {
    return Golden.class.getResource(FOLDER + job.name() + ".gz");
  }

  static boolean exists(JobFaultTest job) {
    return resource(job) != null;
  }

  /**
   * Lets the records of a load keep the times that it gives them: the state of a savepoint may hold
   * when its records arrived, and what arrives years later would be another load.
   */
  static void keepTimes(String bootstrap, JobFaultTest job) {
    Broker broker = Broker.started(bootstrap);
    List<AlterConfigOp> kept =
        List.of(
            new AlterConfigOp(
                new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime"),
                AlterConfigOp.OpType.SET),
            new AlterConfigOp(
                new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, "-1"), AlterConfigOp.OpType.SET));
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    job.inputs()
        .keySet()
        .forEach(topic -> changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), kept));
    try (Admin admin = broker.admin()) {
      broker.await(admin.incrementalAlterConfigs(changes).all());
    }
  }

  /** Writes a job's savepoint into a folder of its own and returns the folder as Flink names it. */
  static String unpack(JobFaultTest job, Path parent) {
    Path folder = parent.resolve("golden-" + job.name());
    try (InputStream packed = resource(job).openStream();
        InputStream in = new GZIPInputStream(packed)) {
      Files.createDirectories(folder);
      Files.copy(in, folder.resolve("_metadata"));
      return DataDir.flinkPath(folder);
    } catch (IOException e) {
      throw new UserError("cannot write the golden savepoint to " + folder + ": " + e, e);
    }
  }
}
