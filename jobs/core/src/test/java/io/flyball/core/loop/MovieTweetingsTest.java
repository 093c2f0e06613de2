package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.loop.MovieTweetings.Rating;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Known answers on MovieTweetings-100K; see the README of the resources. */
class MovieTweetingsTest {
  private static List<Rating> ratings;
  private static Catalogue catalogue;

  private static final Map<String, LoopMetric> COLUMNS =
      Map.ofEntries(
          Map.entry("events", LoopMetric.EVENTS),
          Map.entry("users", LoopMetric.USERS),
          Map.entry("items", LoopMetric.ITEMS),
          Map.entry("coverage", LoopMetric.COVERAGE),
          Map.entry("gini_catalog", LoopMetric.GINI_OVER_N),
          Map.entry("gini_seen", LoopMetric.GINI_SEEN),
          Map.entry("entropy_nats", LoopMetric.ENTROPY_NATS),
          Map.entry("entropy_bits", LoopMetric.ENTROPY_BITS),
          Map.entry("eff_items_expH", LoopMetric.EFFECTIVE_ITEMS_EXP_H),
          Map.entry("entropy_norm_catalog", LoopMetric.ENTROPY_OVER_LOG_N),
          Map.entry("hhi", LoopMetric.HHI),
          Map.entry("eff_items_invHHI", LoopMetric.EFFECTIVE_ITEMS_INVERSE_HHI),
          Map.entry("top10_share", LoopMetric.TOP10_SHARE),
          Map.entry("arp_prev", LoopMetric.ARP_PAST),
          Map.entry("head_size", LoopMetric.HEAD_SIZE),
          Map.entry("tail_share", LoopMetric.TAIL_SHARE),
          Map.entry("aplt", LoopMetric.APLT),
          Map.entry("genre_entropy_nats", LoopMetric.CATEGORY_ENTROPY_NATS),
          Map.entry("users_ge5", LoopMetric.USERS_WITH_5),
          Map.entry("mean_jaccard_ge5", LoopMetric.MEAN_JACCARD),
          Map.entry("n_user_genre_entropy", LoopMetric.USERS_WITH_CATEGORY_ENTROPY),
          Map.entry("mean_user_genre_entropy", LoopMetric.MEAN_USER_CATEGORY_ENTROPY_NATS),
          Map.entry("n_calib", LoopMetric.CALIBRATED_USERS),
          Map.entry("mean_kl_steck", LoopMetric.MEAN_CALIBRATION_KL_NATS),
          Map.entry("new_items", LoopMetric.NEW_ITEMS));

  @BeforeAll
  static void load() {
    ratings = MovieTweetings.ratings();
    catalogue = MovieTweetings.catalogue(ratings);
  }

  @Test
  void all186DaysHaveTheKnownMetrics() {
    Map<Long, LoopWindow> days = days(ratings);
    List<String> lines = Resources.lines("movietweetings_day.csv.gz");
    String[] names = lines.get(0).split(",", -1);
    assertThat(days).hasSize(186).hasSize(lines.size() - 1);
    WindowMetrics metrics = new WindowMetrics(catalogue);
    LoopWindow past = new LoopWindow();
    for (String line : lines.subList(1, lines.size())) {
      String[] expected = line.split(",", -1);
      LoopWindow day = days.get(Long.parseLong(expected[0]));
      Map<LoopMetric, Estimate> actual = metrics.of(day, past);
      for (int i = 1; i < names.length; i++) {
        double value = expected[i].equals("nan") ? Double.NaN : Double.parseDouble(expected[i]);
        double found = actual.get(COLUMNS.get(names[i])).value();
        String what = names[i] + " of day " + expected[0];
        // The reference writes 0 for the popularity in a past that there is not.
        boolean noPast = names[i].equals("arp_prev") && line.equals(lines.get(1));
        if (Double.isNaN(value) || noPast) {
          assertThat(found).as(what).isNaN();
        } else {
          assertThat(found).as(what).isCloseTo(value, within(1e-12 * Math.max(1, Math.abs(value))));
        }
      }
      past.merge(day);
    }
  }

  @Test
  void eventsShuffledAndRetractedGiveTheSameBits() {
    List<Rating> twoDays = ratings.stream().filter(r -> r.day() <= 15_765).toList();
    List<Rating> shuffled = new ArrayList<>(twoDays);
    Collections.shuffle(shuffled, new Random(4));
    LoopWindow straight = days(twoDays).get(15_765L);
    LoopWindow mixed = new LoopWindow();
    shuffled.forEach(r -> mixed.add(r.user(), r.item()));
    shuffled.stream()
        .filter(r -> r.day() == 15_764)
        .forEach(r -> mixed.retract(r.user(), r.item()));
    WindowMetrics metrics = new WindowMetrics(catalogue);
    LoopWindow past = days(twoDays).get(15_764L);
    assertThat(metrics.of(mixed, past)).isEqualTo(metrics.of(straight, past));
  }

  @Test
  void theWholeStreamHasTheKnownConcentration() {
    ItemCounts items = new ItemCounts();
    ratings.forEach(rating -> items.add(rating.item()));
    Spectrum all = items.spectrum();
    assertThat(all.giniOverN(10_506)).isCloseTo(0.7945206110793832, within(1e-12));
    assertThat(all.giniOverNMinus1(10_506)).isCloseTo(0.7945962436934793, within(1e-12));
    assertThat(all.entropyNats()).isCloseTo(7.36482625709296, within(1e-11));
    assertThat(all.entropyBits()).isCloseTo(10.62519831811684, within(1e-11));
    assertThat(all.effectiveNumberOrder1()).isCloseTo(1579.4409860083517, within(1e-8));
    assertThat(all.effectiveNumberOrder2()).isCloseTo(347.4436, within(5e-5));
    assertThat(all.topShare(10)).isEqualTo(0.11993);
    assertThat(all.topPercentShare(10_506)).isEqualTo(0.40821);
    assertThat(all.topShare(1)).isEqualTo(0.01812);
    assertThat(all.coverage(10_506)).isEqualTo(1);
  }

  @Test
  void minHashComesNearTheExactJaccard() {
    List<List<Long>> users = new ArrayList<>();
    days(ratings)
        .values()
        .iterator()
        .next()
        .forEachUser(
            (user, items, events) -> {
              if (events >= 3) {
                users.add(Arrays.stream(items, 0, events).boxed().toList());
              }
            });
    double exact = Homogenisation.meanJaccard(users);
    assertThat(exact).isPositive();
    assertThat(Homogenisation.minHash(users, 4_000, 1).value())
        .isCloseTo(exact, within(0.15 * exact));
  }

  private static Map<Long, LoopWindow> days(List<Rating> some) {
    Map<Long, LoopWindow> days = new TreeMap<>();
    for (Rating rating : some) {
      days.computeIfAbsent(rating.day(), day -> new LoopWindow()).add(rating.user(), rating.item());
    }
    return days;
  }
}
