package io.flyball.cli.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import io.flyball.cli.FlyballProcess;
import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.ModeObservation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports into the topics of a real broker. */
class ImportTopicsTest {
  private static ReadyBroker kafka;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    kafka = new ReadyBroker();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  private CommandRun run(Path log, String prefix, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                log.toString(),
                "--as",
                "interactions",
                "--bootstrap",
                kafka.bootstrap(),
                "--prefix",
                prefix));
    args.addAll(List.of(more));
    CommandRun run = ImportRun.of(folder, args.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private Path log(int rows) throws IOException {
    StringBuilder text = new StringBuilder("user,item,time\n");
    for (int i = 0; i < rows; i++) {
      text.append("u").append(i % 13).append(",x").append(i % 7).append(',');
      text.append(1_700_000_000L + i * 7919L % rows).append('\n');
    }
    return Files.writeString(folder.resolve("plays.csv"), text);
  }

  private static List<FeedbackSignal> sent(String prefix) {
    RecordCodec<FeedbackSignal> codec = RecordCodec.of(FeedbackSignal.class);
    List<FeedbackSignal> signals = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> r :
        ReadyBroker.readAll(kafka.bootstrap(), prefix + "feedback.signals")) {
      RawRecord raw =
          new RawRecord(r.topic(), r.partition(), r.offset(), 0, r.key(), r.value(), Map.of());
      signals.add(((Decoded.Good<FeedbackSignal>) codec.decode(raw)).value());
    }
    return signals;
  }

  @Test
  void eachPartitionIsInTheOrderOfEventTimeAndASecondRunSendsNothing() throws IOException {
    Path log = log(500);
    assertThat(run(log, "sorted.").err()).contains("sent 500 records");
    Map<Integer, Long> last = new HashMap<>();
    RecordCodec<FeedbackSignal> codec = RecordCodec.of(FeedbackSignal.class);
    for (ConsumerRecord<byte[], byte[]> r :
        ReadyBroker.readAll(kafka.bootstrap(), "sorted.feedback.signals")) {
      RawRecord raw =
          new RawRecord(r.topic(), r.partition(), r.offset(), 0, r.key(), r.value(), Map.of());
      long time =
          ((Decoded.Good<FeedbackSignal>) codec.decode(raw)).value().getTime().toEpochMilli();
      assertThat(time).isGreaterThanOrEqualTo(last.getOrDefault(r.partition(), 0L));
      last.put(r.partition(), time);
      assertThat(new String(r.headers().lastHeader("flyball-import").value(), UTF_8))
          .matches("[0-9a-f]{12}/\\d+");
    }

    assertThat(run(log, "sorted.").err())
        .contains("all 500 records were sent before, so nothing was sent");
    assertThat(sent("sorted.")).hasSize(500);
    assertThat(run(log, "sorted.", "--again").err()).contains("sent 500 records");
    assertThat(sent("sorted.")).hasSize(1_000);
  }

  @Test
  void observationsOfTheModesJobAreImportedFromATableAndFromLines() throws IOException {
    Path table =
        Files.writeString(
            folder.resolve("looks.csv"),
            "entity,time,state\nann,1700000000000,2\nbob,1700000001000,0\n");
    Path lines =
        Files.writeString(
            folder.resolve("looks.jsonl"),
            "{\"type\":\"ModeObservation\",\"id\":\"o\",\"entity\":\"eve\","
                + "\"time\":1700000002000,\"symbol\":1}\n");
    String[] to = {"--bootstrap", kafka.bootstrap(), "--prefix", "modes."};
    assertThat(
            ImportRun.of(
                    folder, table.toString(), "--as", "observations", to[0], to[1], to[2], to[3])
                .err())
        .contains("sent 2 records");
    assertThat(ImportRun.of(folder, lines.toString(), to[0], to[1], to[2], to[3]).err())
        .contains("sent 1 records");
    RecordCodec<ModeObservation> codec = RecordCodec.of(ModeObservation.class);
    List<String> seen = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> r :
        ReadyBroker.readAll(kafka.bootstrap(), "modes.modes.observations")) {
      RawRecord raw =
          new RawRecord(r.topic(), r.partition(), r.offset(), 0, r.key(), r.value(), Map.of());
      ModeObservation o = ((Decoded.Good<ModeObservation>) codec.decode(raw)).value();
      seen.add(new String(r.key(), UTF_8) + " " + o.getState() + " " + o.getSymbol());
    }
    assertThat(seen).containsExactlyInAnyOrder("ann 2 null", "bob 0 null", "eve null 1");
  }

  @Test
  void anImportThatWasKilledGoesOnWhereItStopped() throws Exception {
    Path log = log(2_000);
    try (FlyballProcess running =
        FlyballProcess.start(
            "import",
            "--state",
            folder.resolve("state").toString(),
            log.toString(),
            "--as",
            "interactions",
            "--bootstrap",
            kafka.bootstrap(),
            "--prefix",
            "killed.",
            "--speed",
            "100")) {
      while (running.process().isAlive() && count("killed.") < 300) {
        Thread.onSpinWait();
      }
      running.process().destroyForcibly().waitFor();
    }
    int there = sent("killed.").size();
    assertThat(there).isBetween(300, 1_999);

    assertThat(run(log, "killed.").err())
        .contains("sent " + String.format(Locale.ROOT, "%,d", 2_000 - there) + " records; ");
    assertThat(sent("killed."))
        .hasSize(2_000)
        .extracting(FeedbackSignal::getId)
        .doesNotHaveDuplicates();
  }

  private static int count(String prefix) {
    try {
      return sent(prefix).size();
    } catch (RuntimeException e) {
      // The topic is not there yet.
      return 0;
    }
  }

  @Test
  void topicsThatAreAheadOfTheLogAreToldAndTimesCanBeMovedToNow() throws IOException {
    Path later = Files.writeString(folder.resolve("later.csv"), "user,item,time\na,x,1800000000\n");
    Path log = Files.writeString(folder.resolve("log.csv"), "user,item,time\na,x,1700000000\n");
    run(later, "ahead.");
    assertThat(run(log, "ahead.").err())
        .contains("already hold records of 2027-01-15", "TOO_LATE", "--prefix", "--shift-to-now");

    Instant before = Instant.now().minusMillis(1);
    assertThat(run(log, "now.", "--shift-to-now").err()).doesNotContain("warning");
    assertThat(sent("now."))
        .singleElement()
        .satisfies(signal -> assertThat(signal.getTime()).isBetween(before, Instant.now()));
  }

  @Test
  void topicsThatAreNotThereAreToldWithTheCommandThatMakesThem() throws IOException {
    Path log = log(3);
    CommandRun run =
        ImportRun.of(
            folder, log.toString(), "--as", "interactions", "--bootstrap", kafka.bootstrap());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("has no topic feedback.signals", "./flyball topics create");
  }
}
