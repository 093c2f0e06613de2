package io.flyball.cli.loop;

import static io.flyball.cli.loop.LoopMetricsRun.metrics;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The 186 days of MovieTweetings against a table that was computed apart. */
class MovieTweetingsMetricsTest {
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
}
