package io.flyball.connectors.file;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the rows of a log are, so which records they become. */
public enum LogKind {
  /** One item shown to one user: an Exposure a row. */
  EXPOSURES(ExposureRows::new),
  /** One answer of a user: a FeedbackSignal a row. */
  SIGNALS(SignalRows::new),
  /** Ratings, plays, events or labels: exposures and signals, as {@link InteractionRows} says. */
  INTERACTIONS(InteractionRows::new),
  /** A decision made elsewhere: a DecisionRequest a row and, with a reward, a Reward. */
  DECISIONS(DecisionRows::new),
  /** What a decision was worth: a Reward a row. */
  REWARDS(RewardRows::new),
  /** A turn of an attempt at a task: an EpisodeTurn a row. */
  TURNS(TurnRows::new),
  /** One look at an entity whose modes are followed: a ModeObservation a row. */
  OBSERVATIONS(ObservationRows::new);

  @SuppressWarnings("ImmutableEnumChecker") // a constructor
  private final Supplier<RowRecords> rows;

  LogKind(Supplier<RowRecords> rows) {
    this.rows = rows;
  }

  /** A fresh reader of such rows. */
  RowRecords rows() {
    return rows.get();
  }

  /** The kind of a name, in any case. */
  public static LogKind parse(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.label().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "rows are "
                        + Arrays.stream(values())
                            .map(LogKind::label)
                            .collect(Collectors.joining(", "))
                        + ", not '"
                        + name
                        + "'"));
  }

  /** The name in small letters. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
