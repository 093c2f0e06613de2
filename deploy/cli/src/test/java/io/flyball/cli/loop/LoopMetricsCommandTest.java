package io.flyball.cli.loop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        // The reference writes 0 for the popularity in a past that there is not.
        boolean undefined = day == 1 && names[i].equals("arp_prev");
        if (expected[i].equals("nan") || undefined) {
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

  @Test
  void secondsMillisecondsAndIsoTimesAreTheSame() throws IOException {
    for (String time : List.of("1112486027", "1112486027000", "2005-04-02T23:53:47Z")) {
      Path log = file("log.csv", "userId,movieId,rating,timestamp\n1,2,3.5," + time + "\n");
      assertThat(windows(metrics(log, "--json")).get(0).get("start").asText())
          .isEqualTo("2005-04-02T00:00:00Z");
    }
  }

  @Test
  void aColumnThatIsNeitherNamedNorMappedStopsWithTheColumnsAndASuggestion() throws IOException {
    Path log =
        file(
            "events.csv",
            """
            timestamp,visitorid,event,itemid,transactionid
            1433221332117,101,view,7,
            1433221340001,102,view,7,
            1433221350000,103,view,8,
            """);

    CommandRun run = metrics(log);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("no column for user", "visitorid, event, itemid", "--map user=visitorid");

    JsonNode values =
        windows(metrics(log, "--json", "--map", "user=visitorid")).get(0).at("/metrics");
    assertThat(values.get("USERS").asInt()).isEqualTo(3);
    assertThat(
            windows(metrics(log, "--json", "--map", "user=-")).get(0).at("/metrics/USERS").asInt())
        .isZero();
    assertThat(metrics(log, "--map", "user=visitor").err())
        .contains("no column 'visitor' for user");
    assertThat(metrics(log, "--map", "customer=visitorid").err()).contains("no field 'customer'");
  }

  /** Values computed apart, for ten ratings of which the last is a copy of the eighth. */
  @ParameterizedTest
  @ValueSource(strings = {"\t", "::", ";", "|", ","})
  void aTableWithoutHeaderOfUserItemRatingTimeIsRead(String delimiter) throws IOException {
    Path log =
        file(
            "u.data",
            """
            5 10 4 881250949
            7 10 3 881250999
            5 20 5 881251949
            8 10 2 881252949
            9 30 1 881253949
            7 20 4 881254949
            5 40 3 881255949
            9 10 4.5 881256949
            8 20 4 881257949
            9 10 4.5 881256949
            """
                .replace(" ", delimiter));
    CommandRun run = metrics(log, "--json");
    JsonNode values = windows(run).get(0).get("metrics");

    assertThat(values.get("EVENTS").asInt()).isEqualTo(10);
    assertThat(values.get("USERS").asInt()).isEqualTo(4);
    assertThat(values.get("GINI_OVER_N").asDouble()).isCloseTo(0.35, within(1e-12));
    assertThat(values.get("ENTROPY_NATS").asDouble()).isCloseTo(1.168282450177, within(1e-12));
    assertThat(values.get("HHI").asDouble()).isCloseTo(0.36, within(1e-12));
    assertThat(run.err()).contains("no header", "user=1, item=2, time=4, rating=3", "times in s");
  }

  @Test
  void aByteOrderMarkAndUtf16AreReadAndTold() throws IOException {
    String table = "user,item,time\na,caf\u00e9,1700000000\nb,caf\u00e8,1700000001\n";
    for (Charset encoding : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
      Path log = folder.resolve("log.csv");
      Files.write(log, ("\ufeff" + table).getBytes(encoding));
      CommandRun run = metrics(log, "--json");
      JsonNode values = windows(run).get(0).get("metrics");
      assertThat(values.get("USERS").asInt()).isEqualTo(2);
      assertThat(values.get("ITEMS").asInt()).isEqualTo(2);
      assertThat(run.err()).contains(encoding.name() + " with a byte order mark");
    }
    Path lines = folder.resolve("log.jsonl");
    String line =
        "{\"type\":\"Exposure\",\"id\":\"e\",\"time\":1700000000000,\"user\":\"a\",\"item\":\"x\"}\n";
    Files.write(lines, ("\ufeff" + line).getBytes(UTF_16LE));
    assertThat(windows(metrics(lines, "--json")).get(0).at("/metrics/EVENTS").asInt()).isEqualTo(1);
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedWithTheirPlaceUntilTheEncodingIsNamed() throws IOException {
    Path log = folder.resolve("log.csv");
    Files.write(
        log,
        "user,item,time\nA,caf\u00e9,1700000000\nB,caf\u00e8,1700000001\n".getBytes(ISO_8859_1));

    CommandRun run = metrics(log);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("line 2", "byte 21", "0xE9", "--encoding ISO-8859-1");
    JsonNode values =
        windows(metrics(log, "--json", "--encoding", "ISO-8859-1")).get(0).at("/metrics");
    assertThat(values.get("ITEMS").asInt()).isEqualTo(2);
    assertThat(metrics(log, "--encoding", "latin-one").exitCode()).isEqualTo(2);
  }

  @Test
  void unitsOfTimeAreToldApartByTheirSizeOrAskedFor() throws IOException {
    for (String time :
        List.of(
            "1593878903.438",
            "1593878903438",
            "1593878903438000",
            "1593878903438000000",
            "2020-07-04 16:08:23.438",
            "2020-07-05T00:08:23.438+08:00",
            "2020/07/04 16:08:23.438")) {
      Path log = file("log.csv", "user,video_id,time\na,x," + time + "\n");
      assertThat(windows(metrics(log, "--json", "--window", "1s")).get(0).get("start").asText())
          .as(time)
          .isEqualTo("2020-07-04T16:08:23Z");
    }
    Path local = file("log.csv", "user,item,time\na,x,2020-07-05 00:08:23\n");
    CommandRun zoned = metrics(local, "--json", "--window", "1s", "--zone", "Asia/Shanghai");
    assertThat(windows(zoned).get(0).get("start").asText()).isEqualTo("2020-07-04T16:08:23Z");
    assertThat(zoned.err()).contains("times without a zone in Asia/Shanghai");

    Path relative = file("log.csv", "user,item,time\na,x,86400\n");
    assertThat(metrics(relative).err()).contains("86400", "--time-unit s, ms, us or ns");
    assertThat(
            windows(metrics(relative, "--json", "--time-unit", "s")).get(0).get("start").asText())
        .isEqualTo("1970-01-02T00:00:00Z");
    Path mixed =
        file("log.csv", "user,item,time\na,x,1700000000\nb,x,1700000001\nc,x,1700000002000\n");
    assertThat(metrics(mixed).err()).contains("line 4", "is in ms", "line 2", "is in s");
    assertThat(metrics(mixed).exitCode()).isEqualTo(1);
  }

  @Test
  void aRowThatCannotBeUsedIsSkippedAndToldUnlessTheReadingIsStrict() throws IOException {
    StringBuilder rows = new StringBuilder("user,item,time\n");
    for (int i = 0; i < 200; i++) {
      rows.append(i % 10 == 7 ? "a,x,-1\n" : "a,x,1700000000\n");
    }
    Path log = file("log.csv", rows + "a,\"x,1700000000\nb,y,1700000000\n");

    CommandRun run = metrics(log, "--json");
    assertThat(windows(run).get(0).at("/metrics/EVENTS").asInt()).isEqualTo(181);
    assertThat(run.err())
        .contains("skipped 21 of 202 rows; the first 10:", "line 9: column 'time'");
    assertThat(run.err().lines().filter(line -> line.startsWith("  line "))).hasSize(10);
    CommandRun strict = metrics(log, "--strict");
    assertThat(strict.exitCode()).isEqualTo(1);
    assertThat(strict.err()).contains("line 9", "-1 is no time");
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
