package io.flyball.cli.loop;

import static io.flyball.cli.loop.LoopMetricsRun.metrics;
import static io.flyball.cli.loop.LoopMetricsRun.windows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopMetricsCommandTest {
  private static final Path SAMPLES =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../../samples");

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
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
    "'user,item\nada,film', 'line 1', 'no column for time'",
    "'user,item,time,position\nada,film,1700000000,first', 'line 2', 'first'",
    "'user,item,time\nada,film,\"1700000000', 'line 2', '1700000000'",
    "'1::2::3', 'line 1', 'by number, as --map user=1'",
    "'user,item,user,time\na,b,c,1700000000', 'line 1', 'two columns'",
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
    Path log = file("log.csv", "user,item,time\nada,film,1700000000\nada,book,1700000001\n");

    assertThat(metrics(log, "--window", "1 fortnight").exitCode()).isEqualTo(2);
    assertThat(metrics(log, "--window", "0d").err()).contains("positive whole number", "0d");
    assertThat(metrics(log, "--catalogue-size", "1").err()).contains("1 items", "2 that the log");
    assertThat(metrics(folder.resolve("none")).err()).startsWith("flyball: there is no file ");
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
            {"type":"Exposure","id":"e1","time":1700000001000,"user":"ada","item":"a","decisionId":"d","position":1,"itemSource":"AI","categories":["x","y"]}
            {"type":"Exposure","id":"e2","time":1700000001000,"user":"ada","item":"b","decisionId":"d","position":3,"itemSource":"HUMAN","categories":["y"]}
            {"type":"Exposure","id":"e3","time":1700000001000,"user":"ada","item":"c","decisionId":"d","itemSource":"UNKNOWN"}
            {"type":"FeedbackSignal","id":"s1","time":1700000002000,"user":"ada","kind":"CLICK","exposureId":"e1"}
            {"type":"FeedbackSignal","id":"s2","time":1700000002000,"user":"ada","kind":"SKIP","exposureId":"e2"}
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
      log.append("u,i%d,1700000000,1,%s\n".formatted(i % 4, i % 2 == 0 ? "true" : "false"));
      log.append("u,i%d,1700090000,1,%s\n".formatted(i % 2 == 0 ? i % 4 : 1, i % 2 == 0));
    }
    List<JsonNode> days = windows(metrics(file("log.csv", log.toString()), "--json"));

    assertThat(days).hasSize(2);
    assertThat(days.get(0).get("metrics").get("AMPLIFICATION_GINI_OVER_N").asDouble()).isZero();
    assertThat(days.get(1).get("metrics").get("AMPLIFICATION_GINI_OVER_N").asDouble())
        .isEqualTo(0.25);
  }

  /**
   * Feedback of three kinds on the first of two exposures, of which none, one or two are clicks.
   */
  @ParameterizedTest
  @CsvSource({"VIEW DWELL SKIP, 0, 0", "CLICK CLICK SKIP, 2, 0.5", "VIEW CLICK LIKE, 1, 0.5"})
  void theClickRateIsClickedExposuresOverExposures(String kinds, int clicks, double rate)
      throws IOException {
    StringBuilder lines = new StringBuilder();
    String exposure =
        "{\"type\":\"Exposure\",\"id\":\"e%d\",\"time\":1700000000000,\"user\":\"a\",\"item\":\"x%d\"}%n";
    lines.append(exposure.formatted(1, 1)).append(exposure.formatted(2, 2));
    lines.append(exposure.formatted(1, 1));
    int number = 0;
    for (String kind : kinds.split(" ")) {
      lines.append(
          "{\"type\":\"FeedbackSignal\",\"id\":\"s%d\",\"time\":1700000001000,\"user\":\"a\",\"kind\":\"%s\",\"exposureId\":\"e1\",\"value\":2.0}%n"
              .formatted(number++, kind));
    }
    CommandRun run = metrics(file("log.jsonl", lines.toString()), "--json");
    JsonNode values = windows(run).get(0).get("metrics");

    assertThat(values.get("EVENTS").asInt()).isEqualTo(2);
    assertThat(values.get("CLICKS").asInt()).isEqualTo(clicks);
    assertThat(values.get("CLICK_RATE").asDouble()).isEqualTo(rate);
    assertThat(run.err()).contains("1 records left out, whose id was there before");
    assertThat(
            windows(
                    metrics(
                        file("log.jsonl", lines.toString()), "--json", "--clicks", "VIEW,CLICK"))
                .get(0)
                .at("/metrics/CLICK_RATE")
                .asDouble())
        .isEqualTo(0.5);
  }

  @Test
  void aTableOfLabelsIsExposuresAndClicks() throws IOException {
    Path log =
        file(
            "log.inter",
            """
            user_id:token item_id:token label:float timestamp:float
            a x 1 978300760.0
            a y 0 978300761
            b x 0 9.7830077E8
            b y 1 978300790
            """
                .replace(" ", "\t"));
    JsonNode values = windows(metrics(log, "--json")).get(0).get("metrics");

    assertThat(values.get("SLATES").asInt()).isEqualTo(4);
    assertThat(values.get("CLICK_RATE").asDouble()).isEqualTo(0.5);
  }

  @Test
  @SuppressWarnings("StringConcatToTextBlock") // a file a line
  void categoriesComeFromTheTablesThatPeopleHave() throws IOException {
    Path log =
        file(
            "ratings.csv",
            "userId,movieId,rating,timestamp\n1,10,4.5,1147868817\n1,11,3,1147868053\n");
    for (String catalogue :
        List.of(
            "movieId,title,genres\n10,\"Moon, The (1999)\",War|Comedy\n11,\"A \"\"B\"\"\",War\n",
            "10::Moon, The::War|Comedy\n11::Rain: A Story::War\n",
            "item_id:token\tgenre:token_seq\n10\tWar Comedy\n11\tWar\n",
            "10|Moon|1-Jan||u|0|0|0|0|0|1|0|0|0|0|0|0|0|0|0|0|0|1|0\n"
                + "11|Rain|1-Jan||u|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|1|0\n")) {
      Path items = file("items", catalogue);
      CommandRun run = metrics(log, "--json", "--catalogue", items.toString());
      // Weights 1/4 and 3/4: an item's weight is split evenly.
      assertThat(windows(run).get(0).at("/metrics/CATEGORY_ENTROPY_NATS").asDouble())
          .as(catalogue)
          .isCloseTo(0.5623351446188083, within(1e-12));
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
