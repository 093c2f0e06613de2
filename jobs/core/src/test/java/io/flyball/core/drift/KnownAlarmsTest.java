package io.flyball.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the alarm tables of MOA and of the reference implementations; see the README. */
class KnownAlarmsTest {

  private static final Map<String, String> VARIANTS =
      Map.ofEntries(
          Map.entry("ADWIN_moa", "adwin:cut=over-six,reset=false"),
          Map.entry("ADWIN_moa_clamp", "adwin:cut=over-six,reset=false"),
          Map.entry("ADWIN_moa_clock1", "adwin:cut=over-six,reset=false,clock=1"),
          Map.entry("ADWINChangeDetector_moa", "adwin:cut=over-six,reset=false"),
          Map.entry("ADWIN_river_old", "adwin:cut=skip-newest-of-row,reset=false"),
          Map.entry("ADWIN_river_reset", "adwin:cut=skip-newest-of-row"),
          Map.entry("ADWIN_allcuts_reset", "adwin"),
          Map.entry("PH_moa", "page-hinkley:form=fading,delta=0.005,lambda=50"),
          Map.entry("PH_moa_l5", "page-hinkley:form=fading,delta=0.005,lambda=5"),
          Map.entry("PH_river_clip", "page-hinkley:form=clipped,delta=0.005,lambda=50"),
          Map.entry("PH_river_l5", "page-hinkley:form=clipped,delta=0.005,lambda=5"),
          Map.entry("PH_two_sided_l5", "page-hinkley:delta=0.005,lambda=5"),
          Map.entry("CUSUM_moa", "cusum:form=running-mean,k=0.005,h=50"),
          Map.entry("CUSUM_moa_l5", "cusum:form=running-mean,k=0.005,h=5"),
          Map.entry("DDM_moa", "ddm"),
          Map.entry("DDM_river", "ddm"),
          Map.entry("EDDM_moa", "eddm"),
          Map.entry("HDDM_A_moa_one", "hddm-a:sides=up"),
          Map.entry("HDDM_A_one", "hddm-a:sides=up"),
          Map.entry("HDDM_A_moa_default_two", "hddm-a:sides=up-restart-on-down"),
          Map.entry("HDDM_A_two", "hddm-a"),
          Map.entry("HDDM_W_moa_one", "hddm-w:sides=up,alpha=0.001"),
          Map.entry("HDDM_W_one", "hddm-w:sides=up,alpha=0.001"),
          Map.entry("HDDM_W_two", "hddm-w:alpha=0.001"));

  /** Detectors of MOA that are not part of this package. */
  private static final List<String> ELSEWHERE =
      List.of("GMA_moa", "SEED_moa", "RDDM_moa", "STEPD_moa");

  static Stream<Arguments> rows() throws IOException {
    return Stream.concat(read("moa_alarms.csv"), read("ref_alarms.csv"));
  }

  private static Stream<Arguments> read(String table) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                KnownAlarmsTest.class.getResourceAsStream(table), StandardCharsets.US_ASCII))) {
      return in
          .lines()
          .skip(1)
          .map(line -> line.split(",", -1))
          .filter(row -> !ELSEWHERE.contains(row[1]))
          .map(row -> Arguments.of(row[0], row[1], Integer.parseInt(row[2]), indices(row[3])))
          .toList()
          .stream();
    }
  }

  private static List<Long> indices(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" ", -1)).map(Long::valueOf).toList();
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("rows")
  void everyVariantAlarmsWhereItsReferenceDoes(
      String stream, String detector, int count, List<Long> firstTwenty) {
    List<Alarm> alarms = Streams.alarms(VARIANTS.get(detector), Streams.named(stream));
    if (detector.equals("ADWINChangeDetector_moa")) {
      // This wrapper hears rises only.
      alarms = alarms.stream().filter(alarm -> alarm.direction() == Direction.UP).toList();
    }
    assertThat(alarms).hasSize(count);
    assertThat(alarms.stream().limit(20).map(Alarm::index).toList()).isEqualTo(firstTwenty);
  }
}
