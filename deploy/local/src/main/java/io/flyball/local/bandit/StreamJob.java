package io.flyball.local.bandit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.jobs.bandit.BanditTopology;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.Tally;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.local.pipe.BanditPipe;
import io.flyball.local.pipe.Pipe;
import io.flyball.tools.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The bandit job as a pipe in a Flink cluster within this process, asked and answered by lines. */
final class StreamJob implements AutoCloseable {
  /** The ends of what runs here, for what a cluster is given must be serializable: a number is. */
  private static final Map<Long, StreamJob> RUNNING = new ConcurrentHashMap<>();

  private static final AtomicLong NEXT = new AtomicLong();
  private static final String PREFIX = Tally.accumulator(BanditTopology.JOB, "");
  private static final byte[] BROKEN = {};

  private final long number = NEXT.incrementAndGet();
  private final InputStream in;
  private final OutputStream toJob;
  private final OutputStream out;
  private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
  private final Thread reader;
  private JobClient client;

  private StreamJob() throws IOException {
    var down = java.nio.channels.Pipe.open();
    var up = java.nio.channels.Pipe.open();
    in = Channels.newInputStream(down.source());
    toJob = Channels.newOutputStream(down.sink());
    out = Channels.newOutputStream(up.sink());
    reader = new Thread(() -> read(Channels.newInputStream(up.source())), "bandit-answers");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts the job.
   *
   * @param sets configuration, as pairs
   */
  static StreamJob start(List<String> sets) {
    List<String> all = new ArrayList<>(List.of("flink.parallelism=1"));
    all.addAll(sets);
    FlyballConfig config = Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), all);
    try {
      StreamJob job = new StreamJob();
      RUNNING.put(job.number, job);
      job.run(config);
      return job;
    } catch (Exception e) {
      throw UserError.causedBy("the bandit job did not start", e);
    }
  }

  private void run(FlyballConfig config) throws Exception {
    StreamExecutionEnvironment env = Pipe.environment(config);
    long key = number;
    int limit = config.bandit().records().maxRecordBytes();
    BanditPipe.build(
        new Pipe(env, () -> RUNNING.get(key).in, () -> RUNNING.get(key).out, limit),
        config.bandit());
    client = env.executeAsync("bandit simulate");
    var unused =
        client.getJobExecutionResult().whenComplete((result, failure) -> answers.add(BROKEN));
  }

  private void read(InputStream from) {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(from, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("{\"type\":\"Decision\"") || line.contains("\"type\":\"DeadLetter\"")) {
          answers.add(line.getBytes(UTF_8));
        }
      }
    } catch (IOException e) {
      answers.add(BROKEN);
    }
  }

  void send(String line) {
    try {
      toJob.write((line + '\n').getBytes(UTF_8));
    } catch (IOException e) {
      throw UserError.causedBy("the bandit job broke", e);
    }
  }

  /** The next decision or dead letter. */
  byte[] answer() {
    try {
      byte[] line = answers.take();
      if (line.length > 0) {
        return line;
      }
      client.getJobExecutionResult().get();
      throw new UserError("the bandit job ended too early");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted", e);
    } catch (ExecutionException e) {
      throw UserError.causedBy("the bandit job broke", e);
    }
  }

  /** Ends the input and waits; what the job has counted. */
  Map<String, Long> end() {
    try {
      toJob.close();
      Map<String, Long> counts = new TreeMap<>();
      client
          .getJobExecutionResult()
          .get()
          .getAllAccumulatorResults()
          .forEach(
              (name, value) -> {
                if (name.startsWith(PREFIX)) {
                  counts.put(name.substring(PREFIX.length()), ((Number) value).longValue());
                }
              });
      out.close();
      reader.join();
      return counts;
    } catch (Exception e) {
      throw UserError.causedBy("the bandit job broke", e);
    }
  }

  /** Answers that nobody has taken, once the job has ended. */
  List<byte[]> left() {
    return answers.stream().filter(line -> line.length > 0).toList();
  }

  /** Ends the job, if it has not ended; nothing is told any more. */
  @Override
  public void close() {
    try {
      toJob.close();
      client.getJobExecutionResult().handle((result, failure) -> result).get();
      out.close();
    } catch (Exception e) {
      throw UserError.causedBy("the bandit job did not end", e);
    } finally {
      RUNNING.remove(number);
    }
  }
}
