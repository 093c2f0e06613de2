package io.flyball.jobs.loop;

import io.flyball.core.loop.LoopMetric;
import io.flyball.schemas.Exposure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** MovieTweetings-100K as exposures, and the metrics its days are known to have. */
final class RealLogs {
  static final long DAY = 86_400_000L;
  static final int FILMS = 10_506;

  /** Columns of the known metrics, and their names here. */
  static final Map<String, LoopMetric> COLUMNS =
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

  private RealLogs() {}

  static List<String> lines(String name) {
    String path = "/io/flyball/core/loop/" + name;
    try (InputStream raw = RealLogs.class.getResourceAsStream(path);
        InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ratings of the first so many days as exposures, in order of time. */
  static List<Exposure> films(int days) {
    Map<String, List<String>> genres = new HashMap<>();
    for (String line : lines("movies.dat.gz")) {
      String[] field = line.split("::", -1);
      genres.put(
          field[0],
          Arrays.stream(field[field.length - 1].split("\\|", -1))
              .filter(genre -> !genre.isEmpty())
              .toList());
    }
    List<Exposure> films = new ArrayList<>();
    long end = (15_764L + days) * DAY;
    for (String line : lines("ratings.dat.gz")) {
      String[] field = line.split("::", -1);
      long time = Long.parseLong(field[3]) * 1000;
      if (time < end) {
        films.add(
            Events.exposure(field[0] + "/" + field[1] + "/" + field[3], time, field[0], field[1])
                .setCategories(genres.getOrDefault(field[1], List.of()))
                .build());
      }
    }
    films.sort(Comparator.comparing(Exposure::getTime).thenComparing(Exposure::getId));
    return films;
  }

  /** Dealt to partitions, each out of order by less than the bound. */
  static List<List<Exposure>> shuffled(List<Exposure> films, int partitions, long bound, int seed) {
    Random random = new Random(seed);
    IdentityHashMap<Exposure, Long> arrival = new IdentityHashMap<>();
    films.forEach(
        film ->
            arrival.put(
                film, film.getTime().toEpochMilli() + (long) (random.nextDouble() * bound)));
    List<Exposure> order = new ArrayList<>(films);
    order.sort(Comparator.comparingLong(arrival::get));
    List<List<Exposure>> dealt = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      dealt.add(new ArrayList<>());
    }
    order.forEach(
        film -> dealt.get(Math.floorMod(film.getUser().hashCode(), partitions)).add(film));
    return dealt;
  }

  /** Known metrics by day and column. */
  static Map<Long, Map<LoopMetric, Double>> knownDays(int days) {
    List<String> lines = lines("movietweetings_day.csv.gz");
    String[] names = lines.get(0).split(",", -1);
    Map<Long, Map<LoopMetric, Double>> known = new TreeMap<>();
    for (String line : lines.subList(1, Math.min(lines.size(), days + 1))) {
      String[] cells = line.split(",", -1);
      Map<LoopMetric, Double> day = new HashMap<>();
      for (int i = 1; i < names.length; i++) {
        double value = cells[i].equals("nan") ? Double.NaN : Double.parseDouble(cells[i]);
        day.put(COLUMNS.get(names[i]), value);
      }
      known.put(Long.parseLong(cells[0]), day);
    }
    return known;
  }
}
