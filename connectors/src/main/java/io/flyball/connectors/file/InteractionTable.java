package io.flyball.connectors.file;

import io.flyball.connectors.text.ReadReport;
import io.flyball.connectors.text.TableField;
import io.flyball.connectors.text.TableRow;
import io.flyball.connectors.text.TableShape;
import io.flyball.connectors.text.TextOptions;
import io.flyball.connectors.text.TextTable;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.ItemSource;
import io.flyball.schemas.SignalKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * A table of ratings, plays, events or exposures as {@link Exposure} and {@link FeedbackSignal}
 * records. A row is
 *
 * <ul>
 *   <li>what its {@code kind} says: SHOWN, EXPOSURE, IMPRESSION or a kind of signal;
 *   <li>else, with a {@code click} of 0 or 1, an exposure and, where it is 1, a click on it;
 *   <li>else, with a position, a slate or a source, an exposure;
 *   <li>else, with a rating, a RATING;
 *   <li>else a VIEW.
 * </ul>
 *
 * <p>Without a header, four columns of which the third is a rating from 0 to 10 and the fourth a
 * time are user, item, rating and time, as in MovieLens and MovieTweetings. A row without id is
 * named by its line, so that equal rows are different events.
 */
public final class InteractionTable {
  private static final String USER = "user";
  private static final String ITEM = "item";
  private static final String TIME = "time";
  private static final String RATING = "rating";
  private static final String CLICK = "click";
  private static final Set<String> SHOWN = Set.of("SHOWN", "EXPOSURE", "IMPRESSION");
  private static final int BEST = 10;

  private static final TableShape SHAPE =
      new TableShape(
          List.of(
              field(USER, true, "user userid", "user visitor uid customer member account client"),
              field(
                  ITEM,
                  true,
                  "item itemid movieid videoid productid bookid trackid songid articleid asin",
                  "item product article movie video content book track sku"),
              field(TIME, true, "timestamp time ts timems datetime", "time date when created"),
              field("id", false, "id eventid", ""),
              field("kind", false, "kind event eventtype", ""),
              field(RATING, false, "rating stars", ""),
              field(CLICK, false, "click clicked isclick label", ""),
              field("position", false, "position rank", ""),
              field("slate", false, "slate decisionid impressionid", ""),
              field("source", false, "source itemsource", ""),
              field("categories", false, "categories genres", ""),
              field("holdout", false, "holdout randomholdout", "")),
          TIME,
          InteractionTable::layout);

  private final TextTable table;
  private final Path file;

  private InteractionTable(Path file, TextTable table) {
    this.file = file;
    this.table = table;
  }

  /**
   * Opens a table.
   *
   * @throws IOException when the file cannot be opened
   * @throws io.flyball.connectors.text.TextException when it has no user, item and time
   */
  public static InteractionTable open(Path file, TextOptions options) throws IOException {
    return new InteractionTable(file, TextTable.open(file, options, SHAPE));
  }

  /** The records, read as they are asked for; close the stream to close the file. */
  public Stream<SpecificRecord> records() {
    return table.rows(this::records).flatMap(List::stream);
  }

  /** What was assumed and skipped so far. */
  public ReadReport report() {
    return table.report();
  }

  /** The fields that {@code --map} may name. */
  public static List<String> fields() {
    return SHAPE.fields().stream().map(TableField::name).toList();
  }

  private static TableField field(String name, boolean required, String columns, String hints) {
    return new TableField(
        name,
        required,
        List.of(columns.split(" ")),
        hints.isEmpty() ? List.of() : List.of(hints.split(" ")));
  }

  /** MovieLens and its kin. */
  private static Map<String, Integer> layout(List<List<String>> first) {
    List<String> top = first.get(0);
    boolean fits =
        top.size() == 4
            && top.get(2).matches("\\d{1,2}(\\.\\d+)?")
            && Double.parseDouble(top.get(2)) <= BEST
            && top.get(3).matches("\\d{9,19}");
    return fits ? Map.of(USER, 0, ITEM, 1, RATING, 2, TIME, 3) : null;
  }

  private List<SpecificRecord> records(TableRow row) {
    Optional<String> kind = row.text("kind").map(text -> text.toUpperCase(Locale.ROOT));
    if (kind.isPresent()) {
      return SHOWN.contains(kind.get())
          ? List.of(exposure(row))
          : List.of(signal(row, kind(row, kind.get())));
    }
    Optional<Boolean> clicked = row.text(CLICK).map(text -> bool(row, CLICK, text));
    if (clicked.isPresent()) {
      List<SpecificRecord> both = new ArrayList<>();
      Exposure shown = exposure(row);
      both.add(shown);
      if (clicked.get()) {
        FeedbackSignal click = signal(row, SignalKind.CLICK);
        click.setId(shown.getId() + "/click");
        click.setExposureId(shown.getId());
        both.add(click);
      }
      return both;
    }
    if (Stream.of("position", "slate", "source").anyMatch(table::has)) {
      return List.of(exposure(row));
    }
    return List.of(signal(row, row.text(RATING).isPresent() ? SignalKind.RATING : SignalKind.VIEW));
  }

  private SignalKind kind(TableRow row, String name) {
    for (SignalKind kind : SignalKind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    Set<String> known = new HashSet<>(SHOWN);
    Arrays.stream(SignalKind.values()).map(Enum::name).forEach(known::add);
    throw row.broken(
        "kind", "'" + name + "' is none of " + String.join(", ", known.stream().sorted().toList()));
  }

  private Exposure exposure(TableRow row) {
    return Exposure.newBuilder()
        .setId(id(row))
        .setTime(Instant.ofEpochMilli(row.time(TIME)))
        .setUser(user(row))
        .setItem(row.required(ITEM))
        .setDecisionId(row.text("slate").orElse(null))
        .setPosition(row.text("position").map(text -> rank(row, text)).orElse(0))
        .setItemSource(row.text("source").map(InteractionTable::source).orElse(ItemSource.UNKNOWN))
        .setCategories(categories(row))
        .setRandomHoldout(row.text("holdout").map(text -> bool(row, "holdout", text)).orElse(false))
        .build();
  }

  private FeedbackSignal signal(TableRow row, SignalKind kind) {
    return FeedbackSignal.newBuilder()
        .setId(id(row))
        .setTime(Instant.ofEpochMilli(row.time(TIME)))
        .setUser(user(row))
        .setKind(kind)
        .setItem(row.required(ITEM))
        .setDecisionId(row.text("slate").orElse(null))
        .setValue(kind == SignalKind.RATING ? rating(row) : null)
        .build();
  }

  private String id(TableRow row) {
    return row.text("id").orElseGet(() -> file.getFileName() + "/" + row.line());
  }

  /** Nobody where the table names no users; a row of a table that does must name one. */
  private String user(TableRow row) {
    return table.has(USER) ? row.required(USER) : "";
  }

  private static Double rating(TableRow row) {
    String text = row.text(RATING).orElse("");
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= BEST) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw row.broken(RATING, "a number is expected, not '" + text + "'");
    }
    throw row.broken(RATING, text + " is outside of 0 to " + BEST);
  }

  private static int rank(TableRow row, String text) {
    try {
      return Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw row.broken("position", "a whole number from 1 is expected, not '" + text + "'");
    }
  }

  private static boolean bool(TableRow row, String field, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "1", "1.0", "true" -> true;
      case "0", "0.0", "false" -> false;
      default -> throw row.broken(field, "0, 1, true or false is expected, not '" + text + "'");
    };
  }

  private static ItemSource source(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "HUMAN" -> ItemSource.HUMAN;
      case "AI", "GENERATED" -> ItemSource.AI;
      default -> ItemSource.UNKNOWN;
    };
  }

  private static List<String> categories(TableRow row) {
    return row.text("categories").map(text -> List.of(text.split("\\|"))).orElse(List.of());
  }
}
