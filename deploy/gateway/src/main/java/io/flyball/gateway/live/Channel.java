package io.flyball.gateway.live;

import io.flyball.schemas.Alert;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.BiasCommand;
import io.flyball.schemas.ControlUpdate;
import io.flyball.schemas.DeadLetter;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionOutcome;
import io.flyball.schemas.LoopMetric;
import io.flyball.schemas.ModeDiversity;
import io.flyball.schemas.ModeRates;
import io.flyball.schemas.ModeState;
import io.flyball.schemas.PolicyEvaluation;
import io.flyball.schemas.PolicySnapshot;
import io.flyball.schemas.RateWindow;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** What can be followed live. */
public enum Channel {
  /** How jobs, topics and the gateway are; from no topic. */
  OVERVIEW(null, 0),
  /** What jobs count, and whether their equations hold; from no topic. */
  COUNTS(null, 0),
  /** A point a second and policy. */
  DECISIONS(Decision.class, 0),
  /** A point a second and policy. */
  OUTCOMES(DecisionOutcome.class, 0),
  /** A point a second and camera. */
  WINDOWS(RateWindow.class, 0),
  /** A point a second. */
  ATTRIBUTED(AttributedFeedback.class, 0),
  /** Each record. */
  ALERTS(Alert.class, 1000),
  /** Each record. */
  METRICS(LoopMetric.class, 1000),
  /** Each record of windows that are still open. */
  EARLY(LoopMetric.class, 1000),
  /** A point a second and segment. */
  STATES(ModeState.class, 0),
  /** Each record. */
  RATES(ModeRates.class, 1000),
  /** Each record. */
  DIVERSITY(ModeDiversity.class, 1000),
  /** Each record. */
  EVALUATIONS(PolicyEvaluation.class, 1000),
  /** Each record without its model; few, because each is read whole. */
  SNAPSHOTS(PolicySnapshot.class, 100),
  /** Each record. */
  COMMANDS(BiasCommand.class, 1000),
  /** Each record. */
  CONTROL(ControlUpdate.class, 1000),
  /** Each record without the bytes that were refused. */
  DEAD_LETTERS(DeadLetter.class, 1000);

  private final Class<? extends SpecificRecord> type;
  private final int least;

  Channel(Class<? extends SpecificRecord> type, int least) {
    this.type = type;
    this.least = least;
  }

  /** The record of its topic; null where it has none. */
  Class<? extends SpecificRecord> type() {
    return type;
  }

  /** Records of its topic that are shown however old they are; 0 where none is shown by itself. */
  int least() {
    return least;
  }

  /** As requests name it, such as {@code dead-letters}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The channel of a name. */
  public static Optional<Channel> of(String text) {
    return Arrays.stream(values()).filter(channel -> channel.text().equals(text)).findFirst();
  }

  /** All names, for messages. */
  public static String names() {
    return Arrays.stream(values()).map(Channel::text).collect(Collectors.joining(", "));
  }
}
