package io.flyball.jobs.feedback;

import io.flyball.core.feedback.AttributionRules;
import io.flyball.core.feedback.SignalKind;
import io.flyball.jobs.runtime.RecordLimits;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Inline;
import io.flyball.jobs.runtime.config.Key;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The {@code feedback} section. */
public record FeedbackConfig(
    @Key(value = "feedback.exposures", meaning = "Topic of Exposure records.")
        String exposuresTopic,
    @Key(value = "feedback.signals", meaning = "Topic of FeedbackSignal records.")
        String signalsTopic,
    @Inline RecordLimits records,
    @Key(
            value = "5 min",
            meaning =
                "How far behind the newest event of its partition an event may come and still be on"
                    + " time.")
        Duration outOfOrderness,
    @Key(
            value = "24 h",
            meaning =
                "An event later than on time by up to this is processed and marked late; an older"
                    + " one is a dead letter (TOO_LATE).")
        Duration lateness,
    @Key(value = "24 h", min = "1 s", meaning = "How long an id is remembered, in event time.")
        Duration deduplication,
    @Key(
            value =
                "OTHER=30 min, CLICK=30 min, VIEW=30 min, DWELL=30 min, LIKE=1 d, LOVE=1 d,"
                    + " DISLIKE=1 d, SKIP=30 min, SHARE=1 d, RATING=7 d, CORRECTION=1 d, REPORT=7"
                    + " d, CONVERSION=7 d, RETURN=14 d, HINDSIGHT_RATING=14 d, VERDICT=1 d,"
                    + " CART=1 d",
            min = "1 ms",
            meaning =
                "How long after an exposure a signal of each kind still belongs to it. An exposure"
                    + " stays open for the longest of them.")
        Map<SignalKind, Duration> windows,
    @Key(
            value = "2 min",
            meaning =
                "How long a signal that comes before its exposure waits for it, and how far their"
                    + " clocks may disagree.")
        Duration hold,
    @Key(
            value = "event-time",
            meaning =
                "event-time: a signal on a decision or an item waits until every candidate exposure"
                    + " has arrived, so that the answer never depends on arrival; arrival: it is"
                    + " answered at once with what is known.")
        Order order,
    @Key(meaning = "Patterns of feedback abuse that raise alerts.") PatternConfig patterns,
    @Key(
            meaning =
                "Folder of the feedback job's offline log, a folder a day; empty writes it to"
                    + " offline.folder, where that is set.")
        Optional<String> offlineLog) {

  /** When an ambiguous target is answered. */
  public enum Order {
    EVENT_TIME,
    ARRIVAL
  }

  public FeedbackConfig {
    for (SignalKind kind : SignalKind.values()) {
      if (!windows.containsKey(kind)) {
        throw new ConfigException(
            "windows", windows.toString(), "a window for every kind; " + kind + " has none");
      }
    }
    if (deduplication.compareTo(lateness) < 0) {
      throw new ConfigException(
          "deduplication",
          deduplication.toString(),
          "at least feedback.lateness, which is "
              + lateness
              + ", or a late copy would pass as new");
    }
    if (exposuresTopic.equals(signalsTopic)) {
      throw new ConfigException(
          "signals-topic", signalsTopic, "another topic than feedback.exposures-topic");
    }
  }

  /** The attribution rules of this configuration. */
  public AttributionRules rules() {
    Map<SignalKind, Long> millis = new EnumMap<>(SignalKind.class);
    windows.forEach((kind, window) -> millis.put(kind, window.toMillis()));
    return new AttributionRules(millis, hold.toMillis(), order == Order.ARRIVAL);
  }
}
