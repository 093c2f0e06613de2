package io.flyball.cli.loop;

import static io.flyball.cli.loop.LoopMetricsRun.metrics;
import static io.flyball.cli.loop.LoopMetricsRun.windows;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as people have them: separators, encodings, units of time, headers, rows to skip. */
class LoopMetricsTextTest {
  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
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
}
