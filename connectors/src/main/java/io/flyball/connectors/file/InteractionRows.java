package io.flyball.connectors.file;

import static io.flyball.connectors.file.RowFields.field;

import io.flyball.connectors.text.TableField;
import io.flyball.connectors.text.TableRow;
import io.flyball.connectors.text.TableShape;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.SignalKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Rows of ratings, plays, events or exposures. A row is
 *
 * <ul>
 *   <li>what its {@code kind} says: an exposure or a kind of signal;
 *   <li>else, with a {@code click} of 0 or 1, an exposure and, where it is 1, a click on it;
 *   <li>else, where the layout has signals of its own, an exposure and those signals;
 *   <li>else, with a position, a slate or a source, an exposure;
 *   <li>else, with a rating, a RATING;
 *   <li>else a VIEW.
 * </ul>
 *
 * <p>Without a header, four columns of which the third is a rating from 0 to 10 and the fourth a
 * time are user, item, rating and time, as in MovieLens and MovieTweetings.
 */
final class InteractionRows implements RowRecords {
  private static final String RATING = "rating";
  private static final String CLICK = "click";
  private static final int BEST = 10;

  static final TableShape SHAPE = shapeOf();

  private static TableShape shapeOf() {
    List<TableField> fields =
        new ArrayList<>(
            List.of(
                RowFields.user(),
                RowFields.item(),
                RowFields.time(),
                RowFields.id(),
                field("kind", false, "kind event eventtype", ""),
                field(RATING, false, "rating stars", ""),
                field("value", false, "value", ""),
                field(CLICK, false, "click clicked isclick label", "")));
    fields.addAll(ExposureRows.DETAILS);
    return new TableShape(fields, RowFields.TIME, InteractionRows::layout);
  }

  @Override
  public TableShape shape() {
    return SHAPE;
  }

  /** MovieLens and its kin. */
  private static Map<String, Integer> layout(List<List<String>> first) {
    List<String> top = first.get(0);
    boolean fits =
        top.size() == 4
            && top.get(2).matches("\\d{1,2}(\\.\\d+)?")
            && Double.parseDouble(top.get(2)) <= BEST
            && top.get(3).matches("\\d{9,19}");
    return fits ? Map.of(RowFields.USER, 0, RowFields.ITEM, 1, RATING, 2, RowFields.TIME, 3) : null;
  }

  @Override
  public List<SpecificRecord> of(TableRow row, String id, LogLayout layout) {
    Optional<String> kind = row.text("kind");
    if (kind.isPresent()) {
      if (layout.kinds().isIgnored(kind.get())) {
        return List.of();
      }
      Optional<SignalKind> signal = layout.kinds().kind(row, kind.get());
      return List.of(
          signal.isEmpty()
              ? ExposureRows.exposure(row, id)
              : signal(row, id, signal.get(), layout));
    }
    Optional<Boolean> clicked = row.text(CLICK).map(text -> RowFields.bool(row, CLICK, text));
    if (clicked.isPresent()) {
      List<SpecificRecord> both = new ArrayList<>();
      Exposure shown = ExposureRows.exposure(row, id);
      both.add(shown);
      if (clicked.get()) {
        both.add(answer(row, shown, SignalKind.CLICK, null));
      }
      return both;
    }
    if (!layout.emitted().isEmpty()) {
      Exposure shown = ExposureRows.exposure(row, id);
      List<SpecificRecord> all = new ArrayList<>(List.of(shown));
      layout.emitted().forEach(each -> emit(row, shown, each).ifPresent(all::add));
      return all;
    }
    if (Stream.of("position", "slate", "source").anyMatch(row::has)) {
      return List.of(ExposureRows.exposure(row, id));
    }
    boolean rated = row.text(RATING).isPresent();
    return List.of(signal(row, id, rated ? SignalKind.RATING : SignalKind.VIEW, layout));
  }

  private static FeedbackSignal signal(TableRow row, String id, SignalKind kind, LogLayout layout) {
    row.required(RowFields.ITEM);
    boolean rating = kind == SignalKind.RATING && row.has(RATING);
    Double value = RowFields.number(row, rating ? RATING : "value", layout);
    return SignalRows.signal(row, id, kind, value);
  }

  private static Optional<FeedbackSignal> emit(
      TableRow row, Exposure shown, LogLayout.Emitted emitted) {
    if (emitted.when() != null
        && !RowFields.bool(row, emitted.when(), row.cell(emitted.when()).orElse("0"))) {
      return Optional.empty();
    }
    if (emitted.value() == null) {
      return Optional.of(answer(row, shown, emitted.kind(), null));
    }
    String text = row.cell(emitted.value()).orElse("").strip();
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(
            answer(
                row, shown, emitted.kind(), row.number(emitted.value(), text) * emitted.factor()));
  }

  private static FeedbackSignal answer(
      TableRow row, Exposure shown, SignalKind kind, Double value) {
    FeedbackSignal answer = SignalRows.signal(row, shown.getId(), kind, value);
    answer.setId(shown.getId() + "/" + kind.name().toLowerCase(Locale.ROOT));
    answer.setExposureId(shown.getId());
    return answer;
  }
}
