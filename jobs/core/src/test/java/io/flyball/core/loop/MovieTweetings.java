package io.flyball.core.loop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** MovieTweetings-100K in order of time, user and film, and its films' genres. */
final class MovieTweetings {
  private MovieTweetings() {}

  record Rating(long second, long user, long item) {
    long day() {
      return second / 86_400;
    }
  }

  static List<Rating> ratings() {
    List<Rating> ratings = new ArrayList<>();
    for (String line : Resources.lines("ratings.dat.gz")) {
      String[] field = line.split("::", -1);
      ratings.add(
          new Rating(Long.parseLong(field[3]), Long.parseLong(field[0]), Long.parseLong(field[1])));
    }
    ratings.sort(
        Comparator.comparingLong(Rating::second)
            .thenComparingLong(Rating::user)
            .thenComparingLong(Rating::item));
    return ratings;
  }

  static Catalogue catalogue(List<Rating> ratings) {
    Set<Long> rated = new HashSet<>();
    ratings.forEach(rating -> rated.add(rating.item()));
    Map<String, Integer> genres = new HashMap<>();
    Map<Long, int[]> ofItem = new HashMap<>();
    for (String line : Resources.lines("movies.dat.gz")) {
      String[] field = line.split("::", -1);
      ofItem.put(
          Long.parseLong(field[0]),
          Arrays.stream(field[field.length - 1].split("\\|", -1))
              .filter(genre -> !genre.isEmpty())
              .mapToInt(genre -> genres.computeIfAbsent(genre, key -> genres.size()))
              .toArray());
    }
    return new Catalogue(rated.size(), ofItem);
  }
}
