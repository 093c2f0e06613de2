package io.flyball.local.run;

import io.flyball.connectors.file.FileRecord;
import io.flyball.connectors.kafka.TopicCatalogue;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.jobs.runtime.FlyballConfig;
import io.flyball.local.Children;
import io.flyball.local.Progress;
import io.flyball.local.kafka.Broker;
import io.flyball.local.kafka.Topics;
import io.flyball.schemas.Alert;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.DeadLetter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** One replay of the samples through the jobs, from the first record to the report. */
public final class LocalRun {
  private static final long POLL_NANOS = 250_000_000L;

  private final FlyballConfig config;
  private final Children children;
  private final TopicReader topics;
  private LocalJob job;
  private long startedAt;
  private double seconds;

  public LocalRun(FlyballConfig config, Children children) {
    this.config = config;
    this.children = children;
    this.topics = new TopicReader(config.kafka().bootstrap());
  }

  /** Starts the jobs on a broker that is up, with their state below {@code data}. */
  public void start(Path data, int webPort) {
    Topics.create(new Broker(config.kafka().bootstrap()), TopicCatalogue.load().topics());
    job = children.add(LocalJob.start(config, data, webPort));
  }

  /** Replays until every record has been read by the job. */
  public void replay(List<FileRecord> records, double speed) {
    startedAt = System.nanoTime();
    Replay replay =
        children.add(new Replay(config.kafka().bootstrap(), topics.sizes(inputs()), speed));
    CompletableFuture<Long> sent =
        CompletableFuture.supplyAsync(() -> replay.send(records, () -> true));
    try (Progress progress = Progress.onStderr("processed", OptionalLong.of(records.size()))) {
      boolean done = false;
      while (!done) {
        LockSupport.parkNanos(POLL_NANOS);
        boolean allSent = sent.isDone();
        Map<String, Long> counts = job.counts();
        long read = counts.getOrDefault(FeedbackCount.READ.name(), 0L);
        progress.update(read, live(counts));
        done = allSent && read >= topics.size(inputs());
      }
    }
    if (sent.join() > 0) {
      seconds = (System.nanoTime() - startedAt) / 1e9;
    }
  }

  /** Closes every window, stops the job, and compares what it counted with what readers find. */
  public RunReport drain() {
    return report(job.drain());
  }

  /** The report of a job that goes on. */
  public RunReport soFar() {
    return report(job.counts());
  }

  /** Fails with the job's reason when it has ended by itself. */
  public void requireAlive() {
    job.requireAlive();
  }

  private RunReport report(Map<String, Long> counts) {
    return new RunReport(
        topics.size(inputs()),
        counts,
        topics.tally(
            "feedback.attributed",
            AttributedFeedback.class,
            row -> row.getSubject() + " " + row.getStatus()),
        topics.tally("alerts", Alert.class, Alert::getKind),
        topics.tally("dead-letters", DeadLetter.class, this::letter),
        seconds);
  }

  private String letter(DeadLetter letter) {
    return inputs().contains(letter.getTopic())
        ? letter.getReason()
        : letter.getReason() + RunReport.ELSEWHERE + letter.getTopic();
  }

  private List<String> inputs() {
    return List.of(config.feedback().exposuresTopic(), config.feedback().signalsTopic());
  }

  private static String live(Map<String, Long> counts) {
    return String.format(
        Locale.ROOT,
        "attributed %,d  orphans %,d  pending %,d  dead letters %,d",
        counts.getOrDefault(FeedbackCount.SIGNALS_ATTRIBUTED.name(), 0L),
        counts.getOrDefault(FeedbackCount.SIGNALS_ORPHANED.name(), 0L),
        counts.getOrDefault(FeedbackCount.SIGNALS_PENDING.name(), 0L)
            + counts.getOrDefault(FeedbackCount.EXPOSURES_PENDING.name(), 0L),
        counts.getOrDefault(FeedbackCount.DEAD_LETTERS.name(), 0L));
  }
}
