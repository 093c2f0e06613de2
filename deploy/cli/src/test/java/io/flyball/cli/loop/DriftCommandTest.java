package io.flyball.cli.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DriftCommandTest {
  private static final InputStream STDIN = System.in;

  @AfterEach
  void giveStdinBack() {
    System.setIn(STDIN);
  }

  private static CommandRun drift(String input, String... args) {
    return drift(input.getBytes(UTF_8), args);
  }

  private static CommandRun drift(byte[] input, String... args) {
    System.setIn(new ByteArrayInputStream(input));
    List<String> all = new ArrayList<>(List.of("drift"));
    all.addAll(Arrays.asList(args));
    return CommandRun.of(all.toArray(String[]::new));
  }

  @Test
  void noNumbersAreNoAlarms() {
    CommandRun run = drift("", "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("0 alarms in 0 values\n");
  }

  @Test
  void whatIsNoNumberIsRefusedWithItsLine() {
    CommandRun run = drift("0.5\n\n 1e-3 \n0x1p3\n1\n");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("line 4", "'0x1p3' is no number");
  }

  @ParameterizedTest
  @CsvSource({"1e99, adwin, within", "0.5, ddm, 0 or 1", "1.5, hddm-a, '[0, 1]'"})
  void aValueOutsideTheDetectorsDomainIsRefusedWithItsLine(
      String value, String detector, String allowed) {
    CommandRun run = drift("0\n" + value + "\n", "--detector", detector);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("line 2", allowed);
  }

  @Test
  void nanIsAMissingValueThatHasAnIndex() {
    CommandRun run = drift("nan\n" + "0\n".repeat(999) + "1\n".repeat(1000), "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("{\"index\":1024,\"direction\":\"UP\",");
    assertThat(run.err()).contains("1 alarm in 2,000 values, 1 of them missing");
  }

  /** Means 0, 5 and 0 in a unit of a thousandth: two changes, and no alarm besides. */
  @Test
  void standardisedValuesOfAnyUnitAlarmOnceAtEachChange() {
    StringBuilder numbers = new StringBuilder();
    Random random = new Random(11);
    for (int i = 0; i < 6_000; i++) {
      double mean = i / 2_000 == 1 ? 5 : 0;
      numbers.append(7 + 1e-3 * (mean + random.nextGaussian())).append('\n');
    }
    CommandRun run =
        drift(
            numbers.toString(),
            "--detector",
            "page-hinkley",
            "--standardise",
            "--reference",
            "500",
            "--false-alarm-every",
            "100000");
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String[]> alarms =
        run.out().lines().skip(1).map(line -> line.strip().split("\\s+")).toList();
    assertThat(alarms).hasSize(2);
    assertThat(Integer.parseInt(alarms.get(0)[0])).isBetween(2_000, 2_100);
    assertThat(Integer.parseInt(alarms.get(1)[0])).isBetween(4_000, 4_200);
    assertThat(drift("1\n".repeat(20), "--standardise", "--reference", "10").err())
        .contains("--standardise", "do not vary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"adwinn", "adwin:dleta=1", "ddm:level=high", "adwin:cut=none", "adwin:delta=2"})
  void aDetectorThatIsNoneIsAUsageErrorThatSaysWhatIsAllowed(String detector) {
    CommandRun run = drift("", "--detector", detector);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("flyball: --detector: ").containsPattern("adwin|number|all");
  }

  /** Indices of MOA 2024.07, River and the reference implementations on the same streams. */
  @ParameterizedTest
  @CsvSource({
    "bern_08_02_at1000, 'adwin:cut=over-six,reset=false', 1023 1055",
    "bern_08_02_at1000, ADWIN, 1023",
    "bern_08_02_at1000, hddm_a, 1011",
    "bern_08_02_at1000, 'hddm-w:alpha=0.001', 1005 1511",
    "bern_08_02_at1000, eddm, 42 159",
    "river_test_multi, adwin, 1023 2015 3007",
    "river_test_multi, adwin:cut=skip-newest-of-row, 1023 2047 3039",
    "river_test_multi, 'page-hinkley:form=fading,delta=0.005,lambda=50', 1008 1577 3860",
    "river_test_multi, 'page-hinkley:form=clipped,delta=0.005,lambda=50', 1007 1575 3014",
    "river_test_multi, 'cusum:form=running-mean,k=0.005,h=50', 1007 1568 3014"
  })
  void aNamedVariantAlarmsWhereItsReferenceDoes(String stream, String detector, String indices)
      throws IOException {
    CommandRun run = drift(stream(stream), "--json", "--detector", detector);

    List<String> found = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      JsonNode alarm = new ObjectMapper().readTree(line);
      found.add(alarm.get("index").asText());
      assertThat(alarm.get("severity").asDouble())
          .isEqualTo(Math.abs(alarm.get("after").asDouble() - alarm.get("before").asDouble()));
    }
    assertThat(String.join(" ", found)).isEqualTo(indices);
  }

  private static byte[] stream(String name) throws IOException {
    try (InputStream in = DriftCommandTest.class.getResourceAsStream(name + ".csv.gz")) {
      return new GZIPInputStream(in).readAllBytes();
    }
  }

  @Test
  void theFalseAlarmIntervalChoosesTheThreshold() {
    StringBuilder coins = new StringBuilder();
    Random random = new Random(3);
    for (int i = 0; i < 3_000; i++) {
      coins.append(random.nextBoolean() ? "1\n" : "0\n");
    }
    String[] args = {"--detector", "cusum:k=0.1,warmup=100", "--false-alarm-every", "2000"};
    CommandRun run = drift(coins.toString(), args);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .containsPattern("first 1,000 values: cusum:h=\\d+\\.\\d+,k=0.1,warmup=100");
    assertThat(drift("1\n0\n", args).err()).contains("1,000", "has 2", "--reference");
    assertThat(drift(coins.toString(), "--detector", "eddm", "--false-alarm-every", "2000").err())
        .contains("eddm has no threshold");
  }

  @Test
  void anAlarmIsThereBeforeTheInputEnds() throws IOException {
    PipedOutputStream keyboard = new PipedOutputStream();
    try (PipedInputStream in = new PipedInputStream(keyboard, 1 << 16);
        PipedReader screen = new PipedReader(1 << 16);
        PipedWriter out = new PipedWriter(screen)) {
      System.setIn(in);
      CommandLine line = new CommandLine(new DriftCommand());
      line.setOut(new PrintWriter(out)).setErr(new PrintWriter(new StringWriter()));
      CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> line.execute("--json"));

      keyboard.write(("0\n".repeat(1000) + "1\n".repeat(24)).getBytes(UTF_8));
      keyboard.flush();

      assertThat(new BufferedReader(screen).readLine()).startsWith("{\"index\":1023,");
      assertThat(exit).isNotDone();
      keyboard.close();
      assertThat(exit.join()).isZero();
    }
  }
}
