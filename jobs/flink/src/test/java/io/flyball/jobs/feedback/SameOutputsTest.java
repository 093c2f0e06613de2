package io.flyball.jobs.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.runtime.RecordMapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.MurmurHash3;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/**
 * Random records give the outputs that the first release of the job gave, kept as a count and a
 * 128-bit hash for each kind of output. A hash is the sum of the hashes of the records, whatever
 * their order. {@code -Dflyball.same-outputs.records=1000000} compares a million.
 */
class SameOutputsTest {
  private static final long RECORDS = Long.getLong("flyball.same-outputs.records", 30_000);
  private static final int WATERMARK_EVERY = 100;
  private static final String FOLDER = "src/test/resources/feedback";

  private final RecordCodec<io.flyball.schemas.AttributedFeedback> rows =
      RecordCodec.of(io.flyball.schemas.AttributedFeedback.class);
  private final RecordCodec<io.flyball.schemas.DeadLetter> letters =
      RecordCodec.of(io.flyball.schemas.DeadLetter.class);
  private final Map<String, long[]> kinds = new TreeMap<>();

  @Test
  void randomRecordsGiveTheOutputsOfTheFirstRelease() throws Exception {
    FeedbackConfig config = Fixtures.config();
    FeedbackDecoder decoder = new FeedbackDecoder(config);
    RandomFeedback input = new RandomFeedback(19, RECORDS);
    try (var timely = new Subtasks<>(Operators.timeliness(config), 1, false);
        var distinct = new Subtasks<>(Operators.deduplication(config), 1, false);
        var attributed = new Subtasks<>(Operators.attribution(config), 1, false)) {
      Map<String, Long> newest = new HashMap<>();
      long bound = config.outOfOrderness().toMillis();
      long watermark = Long.MIN_VALUE;
      for (long i = 1; i <= RECORDS; i++) {
        RawRecord raw = input.next();
        Ingested in = decoder.apply(raw);
        if (in.refusal() == null) {
          newest.merge(raw.topic() + raw.partition(), in.time(), Math::max);
        }
        timely.send(in, in.time());
        boolean last = i == RECORDS;
        if (i % WATERMARK_EVERY == 0 || last) {
          if (newest.size() == 4) {
            watermark = newest.values().stream().mapToLong(Long::longValue).min().orElseThrow();
            watermark -= bound + 1;
          }
          pass(timely, distinct, attributed, last ? Long.MAX_VALUE : watermark);
        }
      }
      timely.counts().forEach(this::count);
      distinct.counts().forEach(this::count);
      attributed.counts().forEach(this::count);
      assertThat(distinct.entries() + attributed.entries()).isZero();
      assertThat(distinct.timers() + attributed.timers()).isZero();
    }
    compare();
  }

  /** Takes all that came out of each operator to the next one, then event time. */
  private void pass(
      Subtasks<Ingested, PackedEvent> timely,
      Subtasks<PackedEvent, PackedEvent> distinct,
      Subtasks<PackedEvent, AttributedFeedback> attributed,
      long watermark)
      throws Exception {
    for (PackedEvent event : timely.main()) {
      distinct.send(event, event.time());
    }
    for (PackedEvent event : distinct.main()) {
      attributed.send(event, event.time());
    }
    distinct.watermark(watermark);
    attributed.watermark(watermark);
    attributed
        .main()
        .forEach(
            row ->
                note(
                    row.subject() + "." + row.status() + (row.late() ? ".late" : ""),
                    rows.encode(FeedbackMapping.toAvro(row))));
    noteLetters(timely, TimelinessFunction.REFUSED);
    noteLetters(distinct, DeduplicateFunction.CONFLICTS);
    noteTexts("signals", attributed, AttributeFunction.SIGNALS);
    noteTexts("early", attributed, AttributeFunction.EARLY);
    timely.forget();
    distinct.forget();
    attributed.forget();
  }

  private void noteLetters(Subtasks<?, ?> from, OutputTag<DeadLetter> tag) {
    from.side(tag)
        .forEach(
            letter ->
                note("letter." + letter.reason(), letters.encode(RecordMapping.toAvro(letter))));
  }

  private void noteTexts(String kind, Subtasks<?, ?> from, OutputTag<PatternEvent> tag) {
    from.side(tag).forEach(event -> note(kind, event.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private void note(String kind, byte[] content) {
    long[] hash = MurmurHash3.hash128x64(content);
    long[] sum = kinds.computeIfAbsent(kind, k -> new long[3]);
    sum[0]++;
    sum[1] += hash[0];
    sum[2] += hash[1];
  }

  private void count(String name, long value) {
    kinds.computeIfAbsent("count." + name, k -> new long[3])[0] += value;
  }

  private void compare() throws IOException {
    List<String> found = new ArrayList<>();
    kinds.forEach(
        (kind, sum) ->
            found.add(
                String.format(Locale.ROOT, "%s %d %016x%016x", kind, sum[0], sum[1], sum[2])));
    Path file =
        Path.of(System.getProperty("basedir", ""), FOLDER, "same_outputs_" + RECORDS + ".txt");
    if (Boolean.getBoolean("flyball.same-outputs.record")) {
      Files.write(file, found);
    }
    assertThat(found).isEqualTo(Files.readAllLines(file)).hasSizeGreaterThan(40);
  }
}
