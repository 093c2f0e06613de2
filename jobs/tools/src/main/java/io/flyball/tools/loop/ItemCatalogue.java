package io.flyball.tools.loop;

import io.flyball.connectors.text.ReadReport;
import io.flyball.connectors.text.TableField;
import io.flyball.connectors.text.TableRow;
import io.flyball.connectors.text.TableShape;
import io.flyball.connectors.text.TextOptions;
import io.flyball.connectors.text.TextTable;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The categories of items, from a table: with a header that names item and categories, as {@code
 * movies.csv} of MovieLens and {@code .item} of RecBole; without one, the first cell is the item
 * and the last its categories, as {@code movies.dat}; or, as {@code u.item} of MovieLens 100K, 19
 * flags follow. Categories are separated by {@code |}, in {@code .item} by blanks.
 */
public final class ItemCatalogue {
  private static final String ITEM = "item";
  private static final String CATEGORIES = "categories";
  private static final String NONE = "(no genres listed)";
  private static final int FLAGS_FROM = 5;
  private static final List<String> FLAGS =
      List.of(
          "unknown",
          "Action",
          "Adventure",
          "Animation",
          "Children's",
          "Comedy",
          "Crime",
          "Documentary",
          "Drama",
          "Fantasy",
          "Film-Noir",
          "Horror",
          "Musical",
          "Mystery",
          "Romance",
          "Sci-Fi",
          "Thriller",
          "War",
          "Western");

  private static final TableShape SHAPE =
      new TableShape(
          List.of(
              new TableField(
                  ITEM,
                  true,
                  List.of("item", "itemid", "movieid", "videoid", "productid", "bookid", "id"),
                  List.of("item", "movie", "product", "id")),
              new TableField(
                  CATEGORIES,
                  true,
                  List.of("categories", "genres", "genre", "category", "class"),
                  List.of("categor", "genre", "tag", "topic"))),
          null,
          first -> Map.of(ITEM, 0, CATEGORIES, Math.max(1, first.get(0).size() - 1)));

  private ItemCatalogue() {}

  /** Reads the file; what cannot be used is a {@link UserError}. */
  public static Map<String, List<String>> read(Path file, Charset encoding, ReadReport report) {
    Map<String, List<String>> categories = new HashMap<>();
    TextOptions options = new TextOptions(encoding, null, Map.of(), null, null, false);
    try {
      TextTable table = TextTable.open(file, options, SHAPE);
      try (Stream<Map.Entry<String, List<String>>> rows =
          table.rows(row -> Map.entry(row.required(ITEM), categories(row)))) {
        rows.forEach(row -> categories.put(row.getKey(), row.getValue()));
      }
      if (table.report().skipped() > 0) {
        report.assume(
            String.format(
                Locale.ROOT,
                "%s without %d rows, the first: %s",
                file.getFileName(),
                table.report().skipped(),
                table.report().problems().get(0)));
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw UserError.causedBy("cannot read the catalogue " + file, e);
    }
    return categories;
  }

  private static List<String> categories(TableRow row) {
    if (row.cells().size() == FLAGS_FROM + FLAGS.size()) {
      List<String> set = new ArrayList<>();
      for (int i = 0; i < FLAGS.size(); i++) {
        if (row.cells().get(FLAGS_FROM + i).strip().equals("1")) {
          set.add(FLAGS.get(i));
        }
      }
      return set;
    }
    String text = row.text(CATEGORIES).orElse("");
    if (text.equals(NONE)) {
      return List.of();
    }
    String separator = row.isSequence(CATEGORIES) ? " " : "\\|";
    return Arrays.stream(text.split(separator)).filter(name -> !name.isEmpty()).toList();
  }

  /** The catalogue that lies beside a log of ratings, as in MovieLens and MovieTweetings. */
  public static Optional<Path> beside(Path log) {
    return Stream.of("movies.dat", "movies.dat.gz", "movies.dat.zst", "movies.csv", "u.item")
        .map(log.toAbsolutePath()::resolveSibling)
        .filter(Files::isReadable)
        .filter(file -> !file.equals(log.toAbsolutePath()))
        .findFirst();
  }
}
