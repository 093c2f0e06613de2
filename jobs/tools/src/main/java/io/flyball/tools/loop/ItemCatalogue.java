package io.flyball.tools.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.file.CompressedFiles;
import io.flyball.tools.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The categories of items, from a file of lines {@code item::title::category|category}. */
public final class ItemCatalogue {
  private ItemCatalogue() {}

  /** Reads the file; a line that has no {@code ::} is a {@link UserError}. */
  public static Map<String, List<String>> read(Path file) {
    Map<String, List<String>> categories = new HashMap<>();
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(CompressedFiles.open(file), UTF_8))) {
      long number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        String[] cells = line.split("::", -1);
        if (cells.length < 2) {
          throw new UserError(
              String.format(
                  Locale.ROOT,
                  "%s, line %d: item::title::category|category is expected",
                  file,
                  number));
        }
        categories.put(
            cells[0],
            Arrays.stream(cells[cells.length - 1].split("\\|", -1))
                .filter(category -> !category.isEmpty())
                .toList());
      }
    } catch (IOException e) {
      throw UserError.causedBy("cannot read the catalogue " + file, e);
    }
    return categories;
  }

  /** The movies.dat that lies beside a log of ratings, as in MovieTweetings. */
  public static Optional<Path> beside(Path log) {
    return List.of("movies.dat", "movies.dat.gz", "movies.dat.zst").stream()
        .map(log.toAbsolutePath()::resolveSibling)
        .filter(Files::isReadable)
        .filter(file -> !file.equals(log.toAbsolutePath()))
        .findFirst();
  }
}
