package io.flyball.connectors.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTableTest {
  private static final TableShape SHAPE =
      new TableShape(
          List.of(
              new TableField("user", true, List.of("user"), List.of()),
              new TableField("time", true, List.of("time"), List.of())),
          "time",
          first -> null);
  private static final TextOptions OPTIONS =
      new TextOptions(null, null, null, List.of(), null, Map.of(), null, null, false, false);

  @TempDir private Path folder;

  private TextTable open(String name, String text) throws IOException {
    return TextTable.open(Files.writeString(folder.resolve(name), text), OPTIONS, SHAPE);
  }

  private static List<Long> times(TextTable table) {
    try (Stream<Long> times = table.rowsReadAhead(row -> row.time("time"))) {
      return times.toList();
    }
  }

  @Test
  void aDayThatNoMonthHasIsNoTime() throws IOException {
    TextTable table = open("days.csv", "user,time\na,2023-02-30\nb,2023-02-28\n");
    assertThat(times(table)).hasSize(1);
    assertThat(table.report().problems()).singleElement().asString().contains("'2023-02-30'");
  }

  private static List<Double> numbers(TextTable table) {
    try (Stream<Double> numbers = table.rows(row -> row.number("user", row.required("user")))) {
      return numbers.toList();
    }
  }

  @Test
  void aNumberWithADecimalCommaIsReadWhereItIsGiven() throws IOException {
    String rows = "user;time\n4,5;1700000000,25\n-3;1700000001\n1.234,5;1700000002\n";
    Path file = Files.writeString(folder.resolve("comma.csv"), rows);
    TextOptions comma =
        new TextOptions(null, null, null, List.of(), null, Map.of(), null, null, true, false);
    TextTable table = TextTable.open(file, comma, SHAPE);
    assertThat(numbers(table)).containsExactly(4.5, -3.0);
    assertThat(table.report().assumptions()).contains("decimal commas, as given");
    assertThat(table.report().problems())
        .singleElement()
        .asString()
        .contains("line 4", "'1.234,5'; with --decimal comma no point may stand in it");
    assertThat(times(TextTable.open(file, comma, SHAPE)))
        .containsExactly(1_700_000_000_250L, 1_700_000_001_000L, 1_700_000_002_000L);
  }

  @Test
  void aDecimalCommaThatIsNotGivenIsNamed() throws IOException {
    TextTable table = open("comma.csv", "user;time\n4,5;1700000000\n3;1700000001\n");
    assertThat(numbers(table)).containsExactly(3.0);
    assertThat(table.report().problems())
        .singleElement()
        .asString()
        .contains("'4,5'; decimals have a point, or give --decimal comma");
  }

  /** The header has no comma, every other line has two. */
  @Test
  void decimalCommasAreNoDelimiter() throws IOException {
    String rows =
        IntStream.range(0, 200)
            .mapToObj(i -> "u" + i + ";3,5;" + (1_700_000_000 + i) + ";1,25\n")
            .collect(Collectors.joining());
    TextTable table = open("european.csv", "user;score;time;weight\n" + rows);
    assertThat(times(table)).hasSize(200);
    assertThat(table.report().problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2023-11-14 22:13:20 UTC",
    "2023-11-14T22:13:20GMT",
    "2023-11-14T22:13:20+0000",
    "2023-11-15T00:13:20+02:00",
    "1700000000",
    "1700000000000"
  })
  void timesOfOtherSystemsAreTheSameMoment(String time) throws IOException {
    assertThat(times(open("times.csv", "user,time\na," + time + "\n")))
        .containsExactly(1_700_000_000_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "20231114,a day as yyyyMMdd",
    "20231114221320,a time as yyyyMMddHHmmss",
    "133444448000000000,FILETIME",
    "13344444800000000,us since 1601",
    "638355644000000000,.NET ticks",
    "86400,outside of 1990 to 2100"
  })
  void aNumberThatMayBeAnotherTimeStopsAndIsToldWhichOne(String time, String told) {
    assertThatThrownBy(() -> open("times.csv", "user,time\na," + time + "\n"))
        .isInstanceOf(TextException.class)
        .hasMessageContainingAll(time, told, "--time-unit");
  }

  @Test
  void timesThatFloatsHaveRoundedAreTold() throws IOException {
    String steps =
        IntStream.range(0, 30)
            .mapToObj(i -> "u," + (13_281_250L + i) * 128)
            .collect(Collectors.joining("\n"));
    assertThat(open("float.csv", "user,time\n" + steps).report().lines().toString())
        .contains("every 128th second");
    assertThat(open("exponent.csv", "user,time\na,9.8E8\n").report().lines().toString())
        .contains("every 128th second");
    assertThat(open("plain.csv", "user,time\na,1700000001\n").report().lines().toString())
        .doesNotContain("128");
  }

  @Test
  void anyNumberOfColumnsMayHaveNoName() throws IOException {
    assertThat(times(open("export.csv", "user,time,,\na,1700000000,1,2\n"))).hasSize(1);
    assertThatThrownBy(() -> open("twice.csv", "user,time,user\na,1700000000,b\n"))
        .hasMessageContaining("two columns are called 'user'");
  }

  @Test
  void anObjectThatNamesAFieldTwiceOrHoldsNoNumberIsRefused() throws IOException {
    TextTable table =
        open(
            "log.jsonl",
            """
            {"user":"a","time":1700000000}
            {"user":"a","user":"b","time":1700000000}
            {"user":"a","time":NaN}
            {"user":"a",
            """);
    assertThat(times(table)).hasSize(1);
    assertThat(table.report().problems())
        .containsExactly(
            "line 2: no JSON: Duplicate field 'user'",
            "line 3: no JSON: Non-standard token 'NaN'",
            "line 4: no JSON: it ends in the middle");
  }

  /** The reading thread is many rows ahead when it meets the fault. */
  @Test
  void aFaultOfTheFileComesBehindTheRowsBeforeIt() throws IOException {
    StringBuilder text = new StringBuilder("user,time\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("u,").append(1_700_000_000 + i).append('\n');
    }
    byte[] bytes = (text + "\u00e9").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("latin.csv"), bytes);
    TextTable table = TextTable.open(file, OPTIONS, SHAPE);
    assertThatThrownBy(() -> times(table)).hasMessageContainingAll("line 20002", "ISO-8859-1");
    assertThat(table.report().rows()).isEqualTo(20_000);
  }

  @Test
  void closingEarlyEndsTheReadingThread() throws IOException {
    String rows = "u,1700000000\n".repeat(50_000);
    try (Stream<Long> times =
        open("long.csv", "user,time\n" + rows).rowsReadAhead(row -> row.time("time"))) {
      assertThat(times.limit(2).toList()).hasSize(2);
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("read-ahead");
  }
}
