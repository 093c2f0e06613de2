package io.flyball.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.local.Children;
import io.flyball.local.DataDir;
import io.flyball.verify.JobFaultTest.Load;
import io.flyball.verify.JobFaultTest.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Runs a job under fire, then the same job over the same input without interruption, and compares
 * what readers of committed records find.
 *
 * <p>Both runs share a broker and a cluster of their own. They read the same input topics, each
 * from the beginning, and write to the same output topics, one after the other.
 */
public final class Verification {
  /** Name of the run that is tried. */
  static final String UNDER_FIRE = "under-fire";

  private static final int SAMPLES = 5;

  private final JobFaultTest job;
  private final Scenario scenario;
  private final VerifyOptions options;
  private final Consumer<String> say;

  /**
   * @param say takes news for the person who waits
   */
  public Verification(JobFaultTest job, VerifyOptions options, Consumer<String> say) {
    this.job = job;
    this.scenario = Scenarios.of(options.scenario());
    this.options = scenario.options(options);
    this.say = say;
  }

  /** One run: what it wrote, what that says, and how long it took. */
  private record Run(
      Span span, Digests committed, List<Invariant> laws, OptionalLong stateHash, double seconds) {}

  /** Takes minutes; everything that it starts is in {@code children}. */
  public VerifyReport run(Children children, DataDir data) {
    Site site = Site.start(children, data, scenario.slots(), options.kills().keySet());
    Address address = site.address();
    say.accept(
        "Kafka at " + address.bootstrap() + ", Flink at http://127.0.0.1:" + address.flinkPort());
    Load load = scenario.load(job.load(options.seed(), options.records()), options.records());
    RunHistory story = new RunHistory();
    Run run;
    try (Feeder feeder = scenario.feeder(load, site)) {
      Stage stage = new Stage(site, job, options, feeder, scenario.records(options.records()));
      run = run(address, load, () -> scenario.run(stage, story));
    }
    site.calm();
    say.accept("the same input again, without interruption");
    Run reference = run(address, load, () -> calm(address));

    Digests missing = reference.committed().minus(run.committed());
    Digests extra = run.committed().minus(reference.committed());
    List<String> samples = new ArrayList<>();
    sample(reference.span(), missing, "missing", samples);
    sample(run.span(), extra, "extra", samples);
    List<Invariant> laws = new ArrayList<>(story.laws());
    laws.addAll(run.laws());
    run.stateHash()
        .ifPresent(
            hash ->
                laws.add(
                    new Invariant(
                        "hash of what was learned", reference.stateHash().orElse(0), hash)));
    reference.laws().stream()
        .filter(law -> !law.holds())
        .map(law -> new Invariant("uninterrupted: " + law.claim(), law.expected(), law.found()))
        .forEach(laws::add);
    return new VerifyReport(
        job.name(),
        options,
        story,
        perTopic(run.span()),
        count(run.span(), false) - count(run.span(), true),
        missing.size(),
        extra.size(),
        samples,
        laws,
        List.of(run.seconds(), reference.seconds()));
  }

  private Submission calm(Address address) {
    return Submission.of(job, address, "uninterrupted", List.of(), options, Optional.empty());
  }

  /**
   * @param feeding returns once everything is fed, with the job that is running then
   */
  private Run run(Address address, Load load, Supplier<Submission> feeding) {
    Map<TopicPartition, Long> from = Span.ends(address.bootstrap(), job.outputs());
    long start = System.nanoTime();
    Submission submitted = feeding.get();
    submitted.awaitAllRead();
    long written =
        Span.ends(address.bootstrap(), List.copyOf(job.inputs().keySet())).values().stream()
            .mapToLong(Long::longValue)
            .sum();
    submitted.stop(true);
    double seconds = (System.nanoTime() - start) / 1e9;
    Span span = new Span(address.bootstrap(), from, Span.ends(address.bootstrap(), job.outputs()));
    Reading reading = load.reading();
    Digests committed = new Digests();
    Set<Long> repeating = new HashSet<>();
    Map<String, Long> last = new HashMap<>();
    span.read(
        true,
        record -> {
          reading.see(record);
          OptionalLong digest = digest(record);
          String measured = job.measured(record);
          if (measured != null && digest.isPresent()) {
            last.put(record.topic() + " " + measured, digest.getAsLong());
          } else if (digest.isPresent()
              && (!job.repeating().contains(record.topic()) || repeating.add(digest.getAsLong()))) {
            committed.add(digest.getAsLong());
          }
        });
    last.values().forEach(committed::add);
    return new Run(
        span, committed, reading.laws(submitted.counts(), written), reading.stateHash(), seconds);
  }

  private static long count(Span span, boolean committed) {
    long[] count = new long[1];
    span.read(committed, record -> count[0]++);
    return count[0];
  }

  private static Map<String, Long> perTopic(Span span) {
    Map<String, Long> counts = new TreeMap<>();
    span.from().keySet().forEach(partition -> counts.put(partition.topic(), 0L));
    span.read(true, record -> counts.merge(record.topic(), 1L, Long::sum));
    return counts;
  }

  /** The digest of what counts of a record; empty when nothing does. */
  private OptionalLong digest(ConsumerRecord<byte[], byte[]> record) {
    byte[] content = job.content(record);
    return content == null ? OptionalLong.empty() : OptionalLong.of(Digests.of(record, content));
  }

  /** Some of the records whose digests are wanted, as a person may look them up. */
  private void sample(Span span, Digests wanted, String what, List<String> samples) {
    if (wanted.size() == 0) {
      return;
    }
    int most = samples.size() + SAMPLES;
    span.read(
        true,
        record -> {
          OptionalLong digest = digest(record);
          if (samples.size() < most && digest.isPresent() && wanted.contains(digest.getAsLong())) {
            samples.add(what + " " + describe(record));
          }
        });
  }

  private static String describe(ConsumerRecord<byte[], byte[]> record) {
    return String.format(
        Locale.ROOT,
        "%s-%d@%d key %s value %s",
        record.topic(),
        record.partition(),
        record.offset(),
        record.key() == null ? null : new String(record.key(), UTF_8),
        HexFormat.of().formatHex(record.value(), 0, Math.min(40, record.value().length)));
  }
}
