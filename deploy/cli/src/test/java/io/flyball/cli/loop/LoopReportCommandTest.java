package io.flyball.cli.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import io.flyball.cli.SharedBroker;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.Alert;
import io.flyball.schemas.AlertSeverity;
import io.flyball.schemas.LoopMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopReportCommandTest {
  private static final Instant MONDAY = Instant.parse("2024-01-01T00:00:00Z");
  private static final String HOME = "surface/home";

  @TempDir private Path folder;

  private static LoopMetric gini(int day, Double value, int revision) {
    return LoopMetric.newBuilder()
        .setId("gini-" + day + "-" + revision)
        .setScope(HOME)
        .setMetric("GINI_OVER_N")
        .setWindowStart(MONDAY.plus(Duration.ofDays(day)))
        .setWindowEnd(MONDAY.plus(Duration.ofDays(day + 1)))
        .setValue(value)
        .setEvents(100)
        .setRevision(revision)
        .build();
  }

  private static Alert alert(String job, String scope, String summary) {
    return Alert.newBuilder()
        .setId("alert-" + job + scope)
        .setTime(MONDAY.plus(Duration.ofDays(2)))
        .setJob(job)
        .setKind("ECHO_CHAMBER")
        .setScope(scope)
        .setSeverity(AlertSeverity.CRITICAL)
        .setSince(MONDAY.plus(Duration.ofDays(1)))
        .setSummary(summary)
        .setEvidence(List.of("gini-2-1", "unknown"))
        .setValues(Map.of("after", 0.25))
        .build();
  }

  private Path lines(String name, Object... records) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Object record : records) {
      text.append(
              record instanceof org.apache.avro.generic.IndexedRecord one
                  ? JsonWriter.write(one)
                  : record)
          .append('\n');
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private CommandRun report(String... more) {
    String[] args = new String[more.length + 5];
    args[0] = "loop";
    args[1] = "report";
    args[2] = folder.toString();
    args[3] = "--out";
    args[4] = folder.resolve("report.html").toString();
    System.arraycopy(more, 0, args, 5, more.length);
    return CommandRun.of(args);
  }

  private String page(String... more) throws IOException {
    CommandRun run = report(more);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return Files.readString(folder.resolve("report.html"));
  }

  @Test
  void anEmptyFolderIsOneSentence() {
    CommandRun run = report();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains(".jsonl", ".avro");
  }

  @Test
  void aFolderWithOtherRecordsHasNothingToReport() throws IOException {
    lines("out.jsonl", "{\"type\":\"DeadLetter\",\"job\":\"loop\"}", "");

    assertThat(report().err()).contains("no LoopMetric and no Alert");
  }

  @ParameterizedTest
  @CsvSource({"'{', line 2", "'{\"type\":\"Alert\"}', line 2"})
  void aBrokenLineIsNamed(String broken, String line) throws IOException {
    lines("out.jsonl", gini(0, 0.2, 0), broken);

    CommandRun run = report();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("out.jsonl", line);
  }

  @Test
  void curvesCarryTheirAlertsAndTheEvidenceItsValues() throws IOException {
    lines("out.jsonl", gini(0, 0.2, 0), gini(1, null, 0), gini(2, 0.25, 0), gini(2, 0.75, 1));
    Files.createDirectory(folder.resolve("below"));
    lines("below/alerts.jsonl", alert("loop", HOME, "Head share up"));

    String page = page();
    assertThat(page)
        .contains("GINI_OVER_N in 3 windows, the last 0.75; 1 alerts")
        .contains("(n - 1)/n")
        .contains("class=\"alarm\"", "<article class=\"CRITICAL\">", "Head share up")
        .contains("<td>after</td><td>0.25</td>")
        .contains("GINI_OVER_N of the window from 2024-01-03 00:00 is 0.75");
    String curves = page.substring(page.indexOf("windows of 1 d"));
    assertThat(curves.split("<circle", -1)).as("single points around a gap").hasSize(3);
    assertThat(page.indexOf("Is it narrowing?")).isBetween(0, page.indexOf("<h2>Changes</h2>"));
  }

  @Test
  void theWindowsThatLoopMetricsPrintsAreReadToo() throws IOException {
    Path log = Files.writeString(folder.resolve("log.csv"), "user,item,time\na,x,1700000000\n");
    CommandRun run = CommandRun.of("loop", "metrics", log.toString(), "--json");
    lines("windows.jsonl", run.out().strip(), gini(0, 0.2, 0));

    String page = page();
    assertThat(page)
        .contains("log", "EVENTS in 1 windows, the last 1")
        .containsPattern("Without a value in any window: [A-Z0-9_, ]*ARP_PAST")
        .contains("GINI_OVER_N in 1 windows, the last 0.2");
    assertThat(page("--scope", "log")).doesNotContain("the last 0.2");
    lines("windows.jsonl", "{\"window\":1,\"start\":\"soon\",\"metrics\":{\"EVENTS\":1}}");
    assertThat(report().err()).contains("windows.jsonl", "line 1");
  }

  @Test
  void avroContainersAreReadToo() throws IOException {
    try (DataFileWriter<LoopMetric> out =
        new DataFileWriter<>(new SpecificDatumWriter<>(LoopMetric.class))) {
      out.create(LoopMetric.getClassSchema(), folder.resolve("metrics.avro").toFile());
      out.append(gini(0, 0.5, 0));
      out.append(gini(1, 0.6, 0));
    }
    assertThat(page()).contains("GINI_OVER_N in 2 windows, the last 0.6");
  }

  @Test
  void nothingInTheRecordsBecomesMarkupAndThePageNeedsNoNetwork() throws IOException {
    String evil = "<script>alert('1')</script>\u0007&\"";
    lines("out.jsonl", gini(0, 0.2, 0), alert("loop", evil, evil));

    String page = page();
    assertThat(page)
        .doesNotContain("<script", "\u0007", "http://", "https://", "<link", "<img", "url(")
        .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;\uFFFD&amp;&quot;")
        .contains("default-src 'none'", "prefers-color-scheme: dark", "width=device-width");
  }

  @Test
  void onlyAlertsOfTheLoopOrOfAScopeWithMetricsAreShown() throws IOException {
    lines(
        "out.jsonl",
        gini(0, 0.2, 0),
        alert("feedback", "user/ada", "a burst"),
        alert("bandit", HOME, "an unstable policy"),
        alert("loop", "source/AI", "a takeover"));

    assertThat(page()).contains("an unstable policy", "a takeover").doesNotContain("a burst");
    assertThat(page("--scope", HOME)).contains("an unstable policy").doesNotContain("a takeover");
  }

  @Test
  void aLongCurveKeepsItsExtremes() throws IOException {
    Object[] rows = new Object[5_000];
    for (int day = 0; day < rows.length; day++) {
      rows[day] = gini(day, day == 2_500 ? 0.99 : 0.5, 0);
    }
    lines("out.jsonl", rows);

    String page = page();
    assertThat(page.length()).isLessThan(30_000);
    // The top of the picture is the greatest value.
    assertThat(page).containsPattern("polyline[^>]*,8\\.0 ");
  }

  @Test
  void theTopicsOfABrokerAreReadToo() throws IOException {
    ReadyBroker kafka = SharedBroker.get();
    String[] topics = {"--bootstrap", kafka.bootstrap()};
    ReadyBroker.send(
        kafka.bootstrap(),
        List.of(
            new ProducerRecord<>(
                "loop.metrics", RecordCodec.of(LoopMetric.class).encode(gini(0, 0.5, 0))),
            new ProducerRecord<>("loop.metrics", "not one of ours".getBytes(UTF_8)),
            new ProducerRecord<>(
                "alerts",
                RecordCodec.of(Alert.class).encode(alert("loop", HOME, "Head share up")))));
    Path out = folder.resolve("report.html");
    CommandRun run =
        CommandRun.of("loop", "report", "topics", "--out", out.toString(), topics[0], topics[1]);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readString(out))
        .contains("GINI_OVER_N in 1 windows, the last 0.5; 1 alerts", "Head share up");
  }
}
