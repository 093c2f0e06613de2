package io.flyball.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.KafkaConfig.Guarantee;
import io.flyball.local.ReadyBroker;
import io.flyball.tools.kafka.Topics;
import io.flyball.verify.JobFaultTest.Load;
import io.flyball.verify.StateNames.Operator;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The code of today goes on from the savepoint that the first release of a job left behind, exactly
 * as from its own.
 */
class GoldenSavepointTest {
  private static final boolean REGENERATE = Boolean.getBoolean("flyball.regenerate");
  private static final VerifyOptions OPTIONS =
      new VerifyOptions(
          Golden.RECORDS, Map.of(), Golden.SEED, Backend.HEAP, Guarantee.EXACTLY_ONCE, "kill");

  /** Most of a job's time here is waiting for a broker or a checkpoint. */
  private static final int AT_ONCE = 8;

  @TempDir static Path folder;
  private static final Map<String, List<Operator>> NAMES = new ConcurrentSkipListMap<>();
  private static SmallFlink flink;

  @BeforeAll
  static void start() throws Exception {
    flink = SmallFlink.start(folder, AT_ONCE * VerifyOptions.PARALLELISM);
  }

  @AfterAll
  static void stop() {
    flink.close();
  }

  @Test
  void everyJobGoesOnFromItsGoldenSavepointAndItsNamesAreWrittenDown() throws Exception {
    List<Callable<Void>> jobs = new ArrayList<>();
    JobFaultTests.all().forEach(job -> jobs.add(() -> goesOnByItself(job)));
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (Future<Void> done : pool.invokeAll(jobs)) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThatNamesAreWrittenDown();
  }

  /** One job's output is another one's input: each has a broker to itself. */
  private static Void goesOnByItself(JobFaultTest job) throws Exception {
    try (ReadyBroker broker = new ReadyBroker()) {
      Topics.create(broker.broker(), TopicCatalogue.load().topics());
      Golden.keepTimes(broker.bootstrap(), job);
      goesOn(job, new Address(broker.bootstrap(), flink.port()));
    }
    return null;
  }

  /**
   * A job that may repeat itself is only seen to go on: what it says again, and which silences it
   * has noticed, depends on the moment of the savepoint.
   */
  private static void goesOn(JobFaultTest job, Address address) throws Exception {
    Load load = job.load(OPTIONS.seed(), OPTIONS.records());
    Path own;
    try (Feeder feeder = new KafkaFeeder(load, address.bootstrap())) {
      Submission first = submit(job, address, "head", Optional.empty());
      feeder.feedUntil(Golden.BEFORE);
      feeder.flush();
      first.awaitAllRead();
      own = Path.of(URI.create(first.stop(false)));
      feeder.feedUntil(OPTIONS.records());
      feeder.flush();
    }
    NAMES.put(job.name(), StateNames.of(own));
    if (REGENERATE) {
      pack(own.resolve("_metadata"), packed(job));
    }
    assertThat(packed(job)).as("written by: %s", StatePage.HOW).exists();
    Digests afterOwn = rest(job, address, "head", own.toUri().toString());
    Digests afterGolden =
        rest(
            job,
            address,
            "golden",
            REGENERATE ? own.toUri().toString() : Golden.unpack(job, folder));

    assertThat(afterOwn.size()).as("rows of %s after the savepoint", job.name()).isPositive();
    assertThat(afterGolden.size()).as("rows of %s after the golden one", job.name()).isPositive();
    if (job.repeating().isEmpty()) {
      assertThat(afterOwn.minus(afterGolden).size()).as("missing rows of %s", job.name()).isZero();
      assertThat(afterGolden.minus(afterOwn).size()).as("new rows of %s", job.name()).isZero();
    }
  }

  private static Submission submit(
      JobFaultTest job, Address address, String group, Optional<String> savepoint) {
    return Submission.of(job, address, group, List.of(), OPTIONS, savepoint);
  }

  /** What comes out between a savepoint and the end of event time. */
  private static Digests rest(JobFaultTest job, Address address, String group, String savepoint) {
    Map<TopicPartition, Long> from = Span.ends(address.bootstrap(), job.outputs());
    Submission resumed = submit(job, address, group, Optional.of(savepoint));
    resumed.awaitAllRead();
    resumed.stop(true);
    Digests rest = new Digests();
    new Span(address.bootstrap(), from, Span.ends(address.bootstrap(), job.outputs()))
        .read(
            true,
            record -> {
              byte[] content = job.content(record);
              if (content != null) {
                rest.add(Digests.of(record, content));
              }
            });
    return rest;
  }

  private static void assertThatNamesAreWrittenDown() throws IOException {
    Path page = at("../../" + StatePage.PATH);
    if (REGENERATE) {
      Files.writeString(page, StatePage.of(NAMES));
    }
    assertThat(page).as("%s is written by: %s", StatePage.PATH, StatePage.HOW).exists();
    assertThat(Files.readString(page))
        .as(
            "uids or state names have changed: savepoints lose what was renamed. If that is meant,"
                + " write %s anew with: %s",
            StatePage.PATH, StatePage.HOW)
        .isEqualTo(StatePage.of(NAMES));
    List<String> notes = Files.readAllLines(at("../../" + StatePage.NOTES));
    NAMES.forEach(
        (job, operators) ->
            assertThat(notes)
                .as(
                    "%s says under a heading of its own how older savepoints of %s get on",
                    StatePage.NOTES, job)
                .contains(StatePage.noteHeading(job, operators)));
  }

  /** Until the first release a golden savepoint may be written anew; then it stays as it is. */
  private static Path packed(JobFaultTest job) {
    return at("src/main/resources/io/flyball/verify/savepoints/" + job.name() + ".gz");
  }

  private static void pack(Path metadata, Path packed) throws IOException {
    Files.createDirectories(packed.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(metadata, out);
    }
  }

  private static Path at(String relative) {
    return Path.of(System.getProperty("basedir", "")).resolve(relative).normalize();
  }
}
