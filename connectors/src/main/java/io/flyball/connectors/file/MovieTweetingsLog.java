package io.flyball.connectors.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.stdio.InputLine;
import io.flyball.connectors.stdio.LineReader;
import io.flyball.connectors.text.CompressedFiles;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.SignalKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The MovieTweetings data (Dooms, De Pessemier, Martens, CrowdRec 2013): film ratings from 0 to 10
 * taken from tweets, as lines {@code user::movie::rating::unix_seconds} sorted by user. Each
 * becomes a RATING on user and item; no exposure was logged, and no category stands in the file.
 *
 * <p>A stream needs time order, so the whole file is read and sorted by time, user, movie: some 100
 * bytes of memory a row.
 */
public final class MovieTweetingsLog {
  private static final int LONGEST_LINE = 1000;
  private static final int MAX_RATING = 10;
  private static final String[] COLUMNS = {"user", "movie", "rating", "unix_seconds"};
  private static final Comparator<Rating> IN_TIME =
      Comparator.comparingLong(Rating::seconds)
          .thenComparingLong(Rating::user)
          .thenComparingLong(Rating::movie)
          .thenComparing(Rating::title);

  /** One line; the title keeps the leading zeros of the movie number. */
  private record Rating(long user, long movie, String title, int value, long seconds) {}

  private MovieTweetingsLog() {}

  /**
   * The ratings in the order of time, user, movie.
   *
   * @throws IOException when the file cannot be read
   * @throws BrokenRowException at the first broken line
   */
  public static Stream<FileRecord> read(Path file) throws IOException {
    List<Rating> ratings = new ArrayList<>();
    try (LineReader lines = new LineReader(CompressedFiles.open(file), LONGEST_LINE)) {
      for (InputLine line = lines.read(); line != null; line = lines.read()) {
        ratings.add(rating(file, line));
      }
    }
    ratings.sort(IN_TIME);
    return ratings.stream().map(rating -> FileRecord.of(signal(rating)));
  }

  private static Rating rating(Path file, InputLine line) {
    String[] cells = new String(line.bytes(), UTF_8).split("::", -1);
    if (cells.length != COLUMNS.length || line.truncated()) {
      throw new BrokenRowException(
          file, line.number() + 1, String.join("::", COLUMNS) + " is expected");
    }
    long[] numbers = new long[COLUMNS.length];
    for (int i = 0; i < COLUMNS.length; i++) {
      try {
        numbers[i] = Long.parseUnsignedLong(cells[i]);
      } catch (NumberFormatException e) {
        throw broken(file, line, i, "an integer is expected, not '" + cells[i] + "'");
      }
    }
    if (numbers[2] < 0 || numbers[2] > MAX_RATING) {
      throw broken(file, line, 2, cells[2] + " is outside of 0 to " + MAX_RATING);
    }
    if (numbers[3] < 0 || numbers[3] > Instant.MAX.getEpochSecond()) {
      throw broken(file, line, 3, "no such time: " + cells[3]);
    }
    return new Rating(numbers[0], numbers[1], cells[1], (int) numbers[2], numbers[3]);
  }

  private static BrokenRowException broken(Path file, InputLine line, int column, String problem) {
    return new BrokenRowException(file, line.number() + 1, COLUMNS[column], problem);
  }

  private static FeedbackSignal signal(Rating rating) {
    return FeedbackSignal.newBuilder()
        .setId("mt-" + rating.user() + "-" + rating.title() + "-" + rating.seconds())
        .setTime(Instant.ofEpochSecond(rating.seconds()))
        .setUser(Long.toString(rating.user()))
        .setKind(SignalKind.RATING)
        .setItem(rating.title())
        .setValue((double) rating.value())
        .build();
  }
}
