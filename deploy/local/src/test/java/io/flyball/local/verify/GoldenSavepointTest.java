package io.flyball.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.kafka.TopicCatalogue;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.KafkaConfig.Guarantee;
import io.flyball.local.ReadyBroker;
import io.flyball.local.kafka.Topics;
import io.flyball.local.verify.JobUnderFire.Load;
import io.flyball.local.verify.StateNames.Operator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
      new VerifyOptions(400, Map.of(), 1, Backend.HEAP, Guarantee.EXACTLY_ONCE, "kill");
  private static final long BEFORE = 250;

  @TempDir static Path folder;
  private static final Map<String, List<Operator>> NAMES = new TreeMap<>();
  private static SmallFlink flink;

  @BeforeAll
  static void start() throws Exception {
    flink = SmallFlink.start(folder, VerifyOptions.PARALLELISM);
  }

  @AfterAll
  static void stop() {
    flink.close();
  }

  @Test
  void everyReleasedJobGoesOnFromItsGoldenSavepointAndItsNamesAreWrittenDown() throws Exception {
    List<JobUnderFire> jobs =
        JobsUnderFire.all().stream()
            .filter(job -> REGENERATE || Files.exists(golden(job)))
            .toList();
    assertThat(jobs).isNotEmpty();
    for (JobUnderFire job : jobs) {
      // One job's output is another one's input: each has a broker to itself.
      try (ReadyBroker broker = new ReadyBroker()) {
        Topics.create(broker.broker(), TopicCatalogue.load().topics());
        goesOn(job, new Address(broker.bootstrap(), flink.port()));
      }
    }
    assertThatNamesAreWrittenDown();
  }

  private static void goesOn(JobUnderFire job, Address address) throws Exception {
    Load load = job.load(OPTIONS.seed(), OPTIONS.records());
    Path own;
    try (Feeder feeder = new Feeder(load, address.bootstrap())) {
      Submission first = submit(job, address, "head", Optional.empty());
      feeder.feedUntil(BEFORE);
      feeder.flush();
      first.awaitAllRead();
      own = Path.of(URI.create(first.stop(false)));
      feeder.feedUntil(OPTIONS.records());
      feeder.flush();
    }
    NAMES.put(job.name(), StateNames.of(own));
    Path golden = golden(job);
    if (REGENERATE && !Files.exists(golden)) {
      Files.createDirectories(golden);
      Files.copy(own.resolve("_metadata"), golden.resolve("_metadata"));
    }
    Digests afterOwn = rest(job, address, "head", own);
    Digests afterGolden = rest(job, address, "golden", golden);

    assertThat(afterOwn.size()).as("rows of %s after the savepoint", job.name()).isPositive();
    assertThat(afterOwn.minus(afterGolden).size()).as("missing rows of %s", job.name()).isZero();
    assertThat(afterGolden.minus(afterOwn).size()).as("new rows of %s", job.name()).isZero();
  }

  private static Submission submit(
      JobUnderFire job, Address address, String group, Optional<String> savepoint) {
    return Submission.of(job, address, group, List.of(), OPTIONS, savepoint);
  }

  /** What comes out between a savepoint and the end of event time. */
  private static Digests rest(JobUnderFire job, Address address, String group, Path savepoint) {
    Map<TopicPartition, Long> from = Span.ends(address.bootstrap(), job.outputs());
    Submission resumed = submit(job, address, group, Optional.of(savepoint.toUri().toString()));
    resumed.awaitAllRead();
    resumed.stop(true);
    Digests rest = new Digests();
    new Span(address.bootstrap(), from, Span.ends(address.bootstrap(), job.outputs()))
        .read(true, record -> rest.add(Digests.of(record, job.content(record))));
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
            "uids or state names have changed: savepoints lose what was renamed. If that is meant, write %s anew with: %s",
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

  /** A job has one from its first release on; regenerating writes those that are missing. */
  private static Path golden(JobUnderFire job) {
    return at("src/test/resources/savepoints/" + job.name());
  }

  private static Path at(String relative) {
    return Path.of(System.getProperty("basedir", "")).resolve(relative).normalize();
  }
}
