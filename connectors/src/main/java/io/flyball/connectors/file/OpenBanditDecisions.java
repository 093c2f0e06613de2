package io.flyball.connectors.file;

import io.flyball.core.bandit.LoggedDecision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Logs in the form of the Open Bandit Dataset as decisions with their rewards. Needed are the
 * columns {@code item_id}, {@code click} and {@code propensity_score}; {@code position} when one is
 * asked for.
 *
 * <p>Arms: as many as there are {@code user-item_affinity_…} columns, else the items that occur.
 * Context: one value for each category of each {@code user_feature_…} column, 1 where it holds and
 * 0 elsewhere, and a trailing 1. The files are read once for this and again for the rows.
 */
public final class OpenBanditDecisions {
  private static final String AFFINITY = "user-item_affinity_";
  private static final String USER = "user_feature_";

  private final List<Path> files;
  private final OptionalInt position;
  private final List<String> features = new ArrayList<>();
  private final List<NavigableSet<String>> categories = new ArrayList<>();
  private final NavigableSet<String> items = new TreeSet<>(OpenBanditDecisions::byNumber);
  private String[] arms;
  private int dimension = 1;

  private OpenBanditDecisions(List<Path> files, OptionalInt position) {
    this.files = files;
    this.position = position;
  }

  /**
   * Looks through the logs.
   *
   * @param position only rows of this position, 1 to 3
   * @throws IOException when a file cannot be opened
   * @throws BrokenRowException at the first broken row
   */
  public static OpenBanditDecisions of(List<Path> files, OptionalInt position) throws IOException {
    OpenBanditDecisions log = new OpenBanditDecisions(files, position);
    for (Path file : files) {
      try (Stream<CsvRow> rows = CsvRows.read(file)) {
        rows.forEach(log::look);
      }
    }
    log.arms = log.items.toArray(String[]::new);
    for (NavigableSet<String> values : log.categories) {
      log.dimension += values.size();
    }
    return log;
  }

  /** Ids of the arms. */
  public List<String> arms() {
    return List.of(arms);
  }

  /** Length of a context. */
  public int dimension() {
    return dimension;
  }

  /** The decisions, read as they are asked for; close the stream to close the files. */
  public Stream<LoggedDecision> rows() {
    return files.stream().flatMap(this::rows);
  }

  private Stream<LoggedDecision> rows(Path file) {
    try {
      return CsvRows.read(file).filter(this::wanted).map(this::decision);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void look(CsvRow row) {
    if (items.isEmpty()) {
      List<String> header = row.row().header();
      int affinities = (int) header.stream().filter(c -> c.startsWith(AFFINITY)).count();
      IntStream.range(0, affinities).mapToObj(Integer::toString).forEach(items::add);
      header.stream().filter(c -> c.startsWith(USER)).forEach(features::add);
      features.forEach(feature -> categories.add(new TreeSet<>()));
    }
    items.add(row.required("item_id"));
    for (int i = 0; i < features.size(); i++) {
      categories.get(i).add(row.text(features.get(i)));
    }
  }

  private boolean wanted(CsvRow row) {
    return position.isEmpty() || row.integer("position", 1, 3) == position.getAsInt();
  }

  private LoggedDecision decision(CsvRow row) {
    return new LoggedDecision(
        row.required("item_id"),
        row.probability("propensity_score"),
        arms,
        context(row),
        row.integer("click", 0, 1),
        1);
  }

  private double[] context(CsvRow row) {
    double[] context = new double[dimension];
    int at = 0;
    for (int i = 0; i < features.size(); i++) {
      context[at + categories.get(i).headSet(row.text(features.get(i)), false).size()] = 1;
      at += categories.get(i).size();
    }
    context[dimension - 1] = 1;
    return context;
  }

  /** Numbers by size, before everything else by the alphabet. */
  static int byNumber(String a, String b) {
    boolean numbers = a.matches("\\d{1,18}") && b.matches("\\d{1,18}");
    return numbers ? Long.compare(Long.parseLong(a), Long.parseLong(b)) : a.compareTo(b);
  }
}
