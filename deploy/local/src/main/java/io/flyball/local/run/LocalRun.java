package io.flyball.local.run;

import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.connectors.file.FileRecord;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.local.Children;
import io.flyball.schemas.Alert;
import io.flyball.schemas.DeadLetter;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import io.flyball.tools.camera.CameraTopics;
import io.flyball.tools.kafka.Broker;
import io.flyball.tools.kafka.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/** One replay of the samples through the jobs, from the first record to the report. */
public final class LocalRun {
  private static final long POLL_NANOS = 250_000_000L;
  private static final int SETTLING = 20;
  private static final long SETTLING_NANOS = 1_000_000_000L;

  private final FlyballConfig config;
  private final Children children;
  private final TopicReader topics;
  private final List<LocalJob> jobs = new ArrayList<>();
  private long inputs;
  private long startedAt;
  private double seconds;

  public LocalRun(FlyballConfig config, Children children) {
    this.config = config;
    this.children = children;
    this.topics = new TopicReader(config.kafka().bootstrap());
  }

  /** Starts the jobs on a broker that is up, with their state below {@code data}. */
  public void start(Path data, int webPort, OptionalInt metricsPort) {
    Topics.create(Broker.started(config.kafka().bootstrap()), TopicCatalogue.load().topics());
    List<RunJob> order = order();
    LocalCluster cluster =
        children.add(
            LocalCluster.start(
                config.flink().toConfiguration(),
                order.size(),
                config.flink().parallelism(),
                webPort,
                metricsPort));
    for (RunJob job : order) {
      jobs.add(children.add(LocalJob.start(cluster, job, config, data)));
    }
  }

  /** The jobs, each behind those whose output it reads. */
  private List<RunJob> order() {
    return List.of(
        new BiasRun(config),
        new FeedbackRun(config),
        new RewardRun(config),
        new BanditRun(config),
        new LoopRun(config),
        new ModesRun(config),
        new GateRun(config.gate()),
        new DataloopRun(config.dataloop()));
  }

  /** Replays until the first jobs have read every record; the others follow when it is drained. */
  public void replay(List<FileRecord> records, double speed) {
    startedAt = System.nanoTime();
    inputs = records.size();
    List<String> fed = records.stream().map(FileRecord::topic).distinct().toList();
    Replay replay =
        children.add(
            new Replay(Broker.started(config.kafka().bootstrap()), topics.sizes(fed), speed));
    CompletableFuture<Long> sent =
        CompletableFuture.supplyAsync(() -> replay.send(records, sentSoFar -> {}));
    List<LocalJob> first =
        jobs.stream().filter(job -> fed.containsAll(job.job().inputs())).toList();
    List<String> theirs = first.stream().flatMap(job -> job.job().inputs().stream()).toList();
    long total = records.stream().filter(record -> theirs.contains(record.topic())).count();
    try (Progress progress = Progress.onStderr("processed", OptionalLong.of(total))) {
      boolean done = false;
      while (!done) {
        LockSupport.parkNanos(POLL_NANOS);
        boolean allSent = sent.isDone();
        long read = first.stream().mapToLong(job -> job.job().read(job.counts())).sum();
        progress.update(read);
        done = allSent && read >= topics.size(theirs);
      }
    }
    if (sent.join() > 0) {
      seconds = (System.nanoTime() - startedAt) / 1e9;
    }
  }

  /**
   * Publishes a recording and drives a modelled camera; nothing when an earlier run has done so.
   */
  public void drive(Path recording, double deviceSeconds) {
    if (topics.size(List.of(CameraTopics.PACKETS)) == 0) {
      long total = Math.round(1000 * deviceSeconds);
      try (Progress progress = Progress.onStderr("camera (ms)", OptionalLong.of(total))) {
        new CameraFeed(config.kafka().bootstrap(), recording, config.bias().control())
            .play(deviceSeconds, progress);
      }
    }
  }

  /**
   * Closes every window and stops the jobs, each when it has read what those before it wrote, and
   * those at once that read nothing of one another; then compares what they counted with what
   * readers find.
   */
  public RunReport drain() {
    TopicCatalogue catalogue = TopicCatalogue.load();
    List<LocalJob> left = new ArrayList<>(jobs);
    while (!left.isEmpty()) {
      List<String> names = left.stream().map(job -> job.job().name()).toList();
      List<LocalJob> next =
          left.stream()
              .filter(job -> job == left.get(0) || !waitsFor(names, job.job(), catalogue))
              .toList();
      next.forEach(job -> awaitRead(job, topics.count(job.job().inputs())));
      drain(next);
      left.removeAll(next);
    }
    if (seconds > 0) {
      seconds = (System.nanoTime() - startedAt) / 1e9;
    }
    return soFar();
  }

  /** Whether one of the jobs named may yet write what {@code job} reads. */
  private static boolean waitsFor(List<String> names, RunJob job, TopicCatalogue catalogue) {
    return job.inputs().stream()
        .map(input -> catalogue.topics().stream().filter(t -> t.name().equals(input)).findFirst())
        .anyMatch(
            // Who writes a topic under a name of the user's own, nobody knows.
            topic ->
                topic.isEmpty()
                    || Arrays.stream(topic.get().producedBy().split(", "))
                        .anyMatch(writer -> names.contains(writer) && !writer.equals(job.name())));
  }

  private static void drain(List<LocalJob> jobs) {
    List<CompletableFuture<Void>> drained =
        jobs.stream().map(job -> CompletableFuture.runAsync(job::drain)).toList();
    try {
      drained.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw UserError.causedBy("cannot drain the jobs", e.getCause());
    }
  }

  private static void awaitRead(LocalJob job, long records) {
    String step = "the " + job.job().name() + " job reads";
    try (Progress progress = Progress.onStderr(step, OptionalLong.of(records))) {
      for (long read = 0; read < records; read = job.job().read(job.counts())) {
        progress.update(read);
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
  }

  /**
   * The report of jobs that go on, once they have read what there is and what they wrote is to be
   * seen; after a while as it is then.
   */
  public RunReport settled() {
    jobs.forEach(job -> awaitRead(job, topics.count(job.job().inputs())));
    RunReport report = soFar();
    for (int i = 0; i < SETTLING && !report.conserved(); i++) {
      LockSupport.parkNanos(SETTLING_NANOS);
      report = soFar();
    }
    return report;
  }

  private RunReport soFar() {
    return new RunReport(
        inputs,
        jobs.stream().map(job -> job.job().report(job.counts(), topics)).toList(),
        topics.tally("alerts", Alert.class, alert -> alert.getJob() + " " + alert.getKind()),
        topics.tally("dead-letters", DeadLetter.class, LocalRun::letter),
        seconds);
  }

  private static String letter(DeadLetter letter) {
    return String.format(
        Locale.ROOT, "%s %s on %s", letter.getJob(), letter.getReason(), letter.getTopic());
  }

  /** Fails with the job's reason when one has ended by itself. */
  public void requireAlive() {
    jobs.forEach(LocalJob::requireAlive);
  }
}
