package io.flyball.cli.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopMetricsCommandTest {
  /** Columns of the reference table and what they are called here. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("events", "EVENTS"),
          Map.entry("users", "USERS"),
          Map.entry("items", "ITEMS"),
          Map.entry("coverage", "COVERAGE"),
          Map.entry("gini_catalog", "GINI_OVER_N"),
          Map.entry("gini_seen", "GINI_SEEN"),
          Map.entry("entropy_nats", "ENTROPY_NATS"),
          Map.entry("entropy_bits", "ENTROPY_BITS"),
          Map.entry("eff_items_expH", "EFFECTIVE_ITEMS_EXP_H"),
          Map.entry("entropy_norm_catalog", "ENTROPY_OVER_LOG_N"),
          Map.entry("hhi", "HHI"),
          Map.entry("eff_items_invHHI", "EFFECTIVE_ITEMS_INVERSE_HHI"),
          Map.entry("top10_share", "TOP10_SHARE"),
          Map.entry("arp_prev", "ARP_PAST"),
          Map.entry("head_size", "HEAD_SIZE"),
          Map.entry("tail_share", "TAIL_SHARE"),
          Map.entry("aplt", "APLT"),
          Map.entry("genre_entropy_nats", "CATEGORY_ENTROPY_NATS"),
          Map.entry("users_ge5", "USERS_WITH_5"),
          Map.entry("mean_jaccard_ge5", "MEAN_JACCARD"),
          Map.entry("n_user_genre_entropy", "USERS_WITH_CATEGORY_ENTROPY"),
          Map.entry("mean_user_genre_entropy", "MEAN_USER_CATEGORY_ENTROPY_NATS"),
          Map.entry("n_calib", "CALIBRATED_USERS"),
          Map.entry("mean_kl_steck", "MEAN_CALIBRATION_KL_NATS"),
          Map.entry("new_items", "NEW_ITEMS"));

  private static final Path SAMPLES =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../../samples");

  @TempDir private Path folder;

  private static CommandRun metrics(Path log, String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "loop";
    all[1] = "metrics";
    all[2] = log.toString();
    System.arraycopy(args, 0, all, 3, args.length);
    return CommandRun.of(all);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<JsonNode> windows(CommandRun run) throws IOException {
    assertThat(run.exitCode()).as(run.err()).isZero();
    ObjectMapper json = new ObjectMapper();
    return json.readerFor(JsonNode.class).<JsonNode>readValues(run.out()).readAll();
  }

  @Test
  void aLogWithoutALineIsOneSentence() throws IOException {
    CommandRun run = metrics(file("empty.csv", ""));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("empty.csv", "no line that shows or chooses an item");
  }

  @ParameterizedTest
  @CsvSource({
    "'user,item,time\nada,film,soon', 'line 2', 'soon'",
    "'user,item\nada,film', 'line 2', 'time or timestamp or ts'",
    "'user,item,time,position\nada,film,1,first', 'line 2', 'first'",
    "'1::2::3', 'line 1', 'user::movie::rating::unix_seconds'",
    "'{\"type\":\"Exposure\",\"id\":\"e\"}', 'line 1', 'user'"
  })
  void aLineThatCannotBeUsedIsNamed(String text, String line, String what) throws IOException {
    CommandRun run = metrics(file("log", text + "\n"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains(line, what);
  }

  @Test
  void whatTheCommandLineGetsWrongIsAUsageError() throws IOException {
    Path log = file("log.csv", "user,item,time\nada,film,1\nada,book,2\n");

    assertThat(metrics(log, "--window", "1 fortnight").exitCode()).isEqualTo(2);
    assertThat(metrics(log, "--window", "0d").err()).contains("positive whole number", "0d");
    assertThat(metrics(log, "--catalogue-size", "1").err()).contains("1 items", "2 that the log");
    assertThat(metrics(folder.resolve("none")).err()).startsWith("flyball: there is no file ");
  }

  @Test
  void the186DaysOfMovieTweetingsHaveTheKnownMetrics() throws IOException {
    Path log = SAMPLES.resolve("movietweetings/ratings.dat.gz");
    List<String> found = metrics(log, "--csv").out().lines().toList();
    List<String> known = known();
    List<String> columns = List.of(found.get(0).split(",", -1));
    String[] names = known.get(0).split(",", -1);
    assertThat(found).hasSize(187).hasSameSizeAs(known);
    for (int day = 1; day < known.size(); day++) {
      String[] expected = known.get(day).split(",", -1);
      String[] actual = found.get(day).split(",", -1);
      assertThat(actual[0]).isEqualTo(expected[0]);
      for (int i = 1; i < names.length; i++) {
        String text = actual[columns.indexOf(NAMES.get(names[i]))];
        String what = names[i] + " of day " + expected[0];
        if (expected[i].equals("nan")) {
          assertThat(text).as(what).isEmpty();
        } else {
          double value = Double.parseDouble(expected[i]);
          assertThat(Double.parseDouble(text))
              .as(what)
              .isCloseTo(value, within(1e-12 * Math.max(1, Math.abs(value))));
        }
      }
    }
  }

  private static List<String> known() throws IOException {
    try (var in =
        new GZIPInputStream(
            LoopMetricsCommandTest.class.getResourceAsStream("movietweetings_day.csv.gz"))) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }

  /** Week 2252 begins on Monday, 2013-03-04; Gini and entropy computed apart. */
  @Test
  void aWeekBeginsOnMonday() throws IOException {
    Path log = SAMPLES.resolve("movietweetings/ratings.dat.gz");
    JsonNode week = windows(metrics(log, "--window", "1w", "--json")).get(1);

    assertThat(week.get("window").asLong()).isEqualTo(2252);
    assertThat(week.get("start").asText()).isEqualTo("2013-03-04T00:00:00Z");
    JsonNode values = week.get("metrics");
    assertThat(values.get("EVENTS").asLong()).isEqualTo(3982);
    assertThat(values.get("USERS").asLong()).isEqualTo(1986);
    assertThat(values.get("GINI_OVER_N").asDouble()).isCloseTo(0.9214320907055288, within(1e-12));
    assertThat(values.get("ENTROPY_NATS").asDouble()).isCloseTo(6.575989203420247, within(1e-12));
    assertThat(values.get("MEAN_JACCARD").asDouble()).isCloseTo(0.004773, within(5e-7));
    assertThat(values.get("MEAN_CALIBRATION_KL_NATS").asDouble()).isCloseTo(1.147376, within(5e-7));
  }

  @Test
  void aSlateTellsSourcesDiversityAndClicks() throws IOException {
    Path log =
        file(
            "log.jsonl",
            """
            {"type":"Exposure","id":"e1","time":1000,"user":"ada","item":"a","decisionId":"d","position":1,"itemSource":"AI","categories":["x","y"]}
            {"type":"Exposure","id":"e2","time":1000,"user":"ada","item":"b","decisionId":"d","position":3,"itemSource":"HUMAN","categories":["y"]}
            {"type":"Exposure","id":"e3","time":1000,"user":"ada","item":"c","decisionId":"d","itemSource":"UNKNOWN"}
            {"type":"FeedbackSignal","id":"s1","time":2000,"user":"ada","kind":"CLICK","exposureId":"e1"}
            {"type":"FeedbackSignal","id":"s2","time":2000,"user":"ada","kind":"SKIP","exposureId":"e2"}
            """);
    JsonNode values = windows(metrics(log, "--json")).get(0).get("metrics");

    assertThat(values.get("EVENTS").asLong()).isEqualTo(3);
    assertThat(values.get("SLATES").asLong()).isEqualTo(1);
    assertThat(values.get("CLICKS").asLong()).isEqualTo(1);
    assertThat(values.get("INTRA_LIST_DIVERSITY_JACCARD").asDouble()).isEqualTo(0.5);
    assertThat(values.get("EXPOSURE_SHARE_UNKNOWN").asDouble()).isEqualTo(1 / 3.0);
    assertThat(values.get("DISCOUNTED_EXPOSURE_SHARE_GENERATED").asDouble())
        .isCloseTo(1 / 1.5, within(1e-15));
    assertThat(values.get("SOURCE_PHASE").asInt()).isEqualTo(1);
    assertThat(values.get("CLICK_RATE_RATIO").isNull()).isTrue();
  }

  /** Two bands of exposure, the policy's and the random one's; only the first narrows. */
  @Test
  void aHoldoutTellsWhatTheLoopMade() throws IOException {
    StringBuilder log = new StringBuilder("user,item,time,position,holdout\n");
    for (int i = 0; i < 40; i++) {
      log.append("u,i%d,1000,1,%s\n".formatted(i % 4, i % 2 == 0 ? "true" : "false"));
      log.append("u,i%d,90000000,1,%s\n".formatted(i % 2 == 0 ? i % 4 : 1, i % 2 == 0));
    }
    List<JsonNode> days = windows(metrics(file("log.csv", log.toString()), "--json"));

    assertThat(days).hasSize(2);
    assertThat(days.get(0).get("metrics").get("AMPLIFICATION_GINI_OVER_N").asDouble()).isZero();
    assertThat(days.get(1).get("metrics").get("AMPLIFICATION_GINI_OVER_N").asDouble())
        .isEqualTo(0.25);
  }

  @Test
  void secondsMillisecondsAndIsoTimesAreTheSame() throws IOException {
    for (String time : List.of("1112486027", "1112486027000", "2005-04-02T23:53:47Z")) {
      Path log = file("log.csv", "userId,movieId,rating,timestamp\n1,2,3.5," + time + "\n");
      assertThat(windows(metrics(log, "--json")).get(0).get("start").asText())
          .isEqualTo("2005-04-02T00:00:00Z");
    }
  }

  @Test
  void openBanditIsALogOfExposures() throws IOException {
    Path log = SAMPLES.resolve("obd/bts/men.csv.gz");
    List<JsonNode> days = windows(metrics(log, "--json"));

    assertThat(days).hasSize(7);
    assertThat(days.stream().mapToLong(day -> day.at("/metrics/EVENTS").asLong()).sum())
        .isEqualTo(10_000);
    assertThat(days.stream().mapToLong(day -> day.at("/metrics/CLICKS").asLong()).sum())
        .isEqualTo(69);
  }
}
