package io.flyball.jobs.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient.JobFinalizationBehavior;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One mini-cluster for all tests of a JVM that run a job on a local Flink to its end: a local
 * environment would start and stop one for every job. It starts with the first job and ends with
 * the JVM.
 */
public final class SharedFlink {
  /** The highest parallelism of a test. */
  private static final int SLOTS = 4;

  /** Where sinks that have not started yet put what they are given. */
  private static final Map<String, List<?>> KEPT = new ConcurrentHashMap<>();

  private static MiniCluster cluster;

  private SharedFlink() {}

  /** What {@link StreamExecutionEnvironment#createLocalEnvironment} gives, on this cluster. */
  public static StreamExecutionEnvironment env(Configuration options) {
    Configuration all = new Configuration(options);
    all.set(DeploymentOptions.TARGET, Executors.NAME);
    all.set(DeploymentOptions.ATTACHED, true);
    return new StreamExecutionEnvironment(
        new Executors(), all, Thread.currentThread().getContextClassLoader());
  }

  /**
   * Keeps what comes out of a stream, in order of arrival.
   *
   * @return whole when the job has ended
   */
  public static <T> List<T> keep(DataStream<T> stream, String uid) {
    List<T> kept = Collections.synchronizedList(new ArrayList<>());
    String id = UUID.randomUUID().toString();
    KEPT.put(id, kept);
    stream.sinkTo(new Keep<>(id)).setParallelism(1).uid(uid);
    return kept;
  }

  /** The sink runs in this JVM: what it is given needs neither bytes nor a connection. */
  private record Keep<T>(String id) implements Sink<T> {
    @Override
    @SuppressWarnings("unchecked")
    public SinkWriter<T> createWriter(WriterInitContext context) {
      List<T> into = (List<T>) KEPT.remove(id);
      return new SinkWriter<>() {
        @Override
        public void write(T element, Context context) {
          into.add(element);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }

  /** The cluster itself. */
  public static synchronized MiniCluster cluster() throws Exception {
    if (cluster == null) {
      Configuration options = new Configuration();
      options.set(RestOptions.BIND_PORT, "0");
      MiniCluster started =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(options)
                  .setNumTaskManagers(1)
                  .setNumSlotsPerTaskManager(SLOTS)
                  .build());
      started.start();
      cluster = started;
    }
    return cluster;
  }

  private static final class Executors
      implements PipelineExecutorServiceLoader, PipelineExecutorFactory, PipelineExecutor {
    static final String NAME = "shared";

    @Override
    public PipelineExecutorFactory getExecutorFactory(Configuration configuration) {
      return this;
    }

    @Override
    public Stream<String> getExecutorNames() {
      return Stream.of(NAME);
    }

    @Override
    public String getName() {
      return NAME;
    }

    @Override
    public boolean isCompatibleWith(Configuration configuration) {
      return true;
    }

    @Override
    public PipelineExecutor getExecutor(Configuration configuration) {
      return this;
    }

    @Override
    public CompletableFuture<JobClient> execute(
        Pipeline pipeline, Configuration configuration, ClassLoader classes) throws Exception {
      MiniCluster flink = cluster();
      return flink
          .submitJob(PipelineExecutorUtils.getStreamGraph(pipeline, configuration))
          .thenApply(
              job ->
                  new MiniClusterJobClient(
                      job.getJobID(), flink, classes, JobFinalizationBehavior.NOTHING));
    }
  }
}
