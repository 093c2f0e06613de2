package io.flyball.tools.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.flyball.connectors.codec.Timestamps;
import io.flyball.connectors.file.CompressedFiles;
import io.flyball.core.loop.Source;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A log as CSV with a header. Columns are known by these names, in any case and with or without
 * {@code _}; {@code item} and {@code time} are required, others are ignored.
 *
 * <pre>
 * user        user, userid
 * item        item, itemid, movieid, productid
 * time        time, timestamp, ts; seconds or milliseconds since 1970, or ISO 8601 with a zone
 * position    position, rank; from 1, empty or 0 when not known
 * slate       slate, decisionid, impressionid
 * source      source, itemsource; HUMAN, AI, anything else is unknown
 * categories  categories, genres; separated by |
 * holdout     holdout, randomholdout; true or 1
 * kind        kind, event; SHOWN or EXPOSURE, all else is a choice
 * </pre>
 *
 * <p>Without a kind, a log with a position, a slate or a source is one of exposures.
 */
final class CsvLog {
  /** Numbers below are seconds: as milliseconds they would lie before March 1973. */
  private static final long SECONDS_BELOW = 100_000_000_000L;

  private final Path file;
  private final NamedCsvRecord row;

  private CsvLog(Path file, NamedCsvRecord row) {
    this.file = file;
    this.row = row;
  }

  static List<Interaction> read(Path file) throws IOException {
    List<Interaction> out = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder()
            .ofNamedCsvRecord(new InputStreamReader(CompressedFiles.open(file), UTF_8))) {
      for (NamedCsvRecord row : rows) {
        out.add(new CsvLog(file, row).interaction());
      }
    }
    return out;
  }

  private Interaction interaction() {
    long time = time(required("time", "timestamp", "ts"));
    String item = required("item", "itemid", "movieid", "productid");
    String user = optional("user", "userid").orElse(null);
    Optional<String> position = optional("position", "rank");
    Optional<String> slate = optional("slate", "decisionid", "impressionid");
    Optional<String> source = optional("source", "itemsource");
    boolean shown =
        optional("kind", "event")
            .map(kind -> List.of("SHOWN", "EXPOSURE").contains(kind.toUpperCase(Locale.ROOT)))
            .orElse(position.isPresent() || slate.isPresent() || source.isPresent());
    return new Interaction(
        time,
        user,
        item,
        shown ? Interaction.Kind.SHOWN : Interaction.Kind.CHOSEN,
        slate.orElse(null),
        position.map(this::rank).orElse(0),
        source.map(CsvLog::source).orElse(Source.UNKNOWN),
        optional("categories", "genres").map(text -> List.of(text.split("\\|"))).orElse(List.of()),
        optional("holdout", "randomholdout")
            .map(text -> text.equals("1") || text.equalsIgnoreCase("true"))
            .orElse(false));
  }

  private String required(String... names) {
    return optional(names)
        .orElseThrow(
            () ->
                broken(
                    "a value is required in the column "
                        + String.join(" or ", names)
                        + "; the header is "
                        + row.getHeader()));
  }

  private Optional<String> optional(String... names) {
    for (String column : row.getHeader()) {
      String plain = column.toLowerCase(Locale.ROOT).replace("_", "").strip();
      if (Arrays.asList(names).contains(plain)) {
        return row.findField(column).map(String::strip).filter(text -> !text.isEmpty());
      }
    }
    return Optional.empty();
  }

  private long time(String text) {
    try {
      if (text.matches("\\d{1,18}(\\.0*)?")) {
        long number = Long.parseLong(text.replaceAll("\\..*", ""));
        return number < SECONDS_BELOW ? number * 1000 : number;
      }
      return Timestamps.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw broken(
          "seconds or milliseconds since 1970, or an ISO 8601 time with its zone, is expected, not"
              + " '"
              + text
              + "'");
    }
  }

  private int rank(String text) {
    try {
      return Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw broken("a position is a whole number from 1, not '" + text + "'");
    }
  }

  private static Source source(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "HUMAN" -> Source.HUMAN;
      case "AI", "GENERATED" -> Source.GENERATED;
      default -> Source.UNKNOWN;
    };
  }

  private IllegalArgumentException broken(String problem) {
    return new IllegalArgumentException(
        file.getFileName() + ", line " + row.getStartingLineNumber() + ": " + problem);
  }
}
