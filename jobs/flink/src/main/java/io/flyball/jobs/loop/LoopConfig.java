package io.flyball.jobs.loop;

import io.flyball.core.drift.CoolDown;
import io.flyball.core.drift.Detector;
import io.flyball.core.drift.DetectorSpec;
import io.flyball.core.drift.OutsideBursts;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.loop.LoopSignal;
import io.flyball.core.loop.ScopeMetrics;
import io.flyball.jobs.runtime.RecordLimits;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Inline;
import io.flyball.jobs.runtime.config.Key;
import java.io.Serializable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** The {@code loop} section. */
public record LoopConfig(
    @Key(
            value = "feedback.exposures",
            meaning = "Topic of Exposure records, the one that the feedback job reads.")
        String exposuresTopic,
    @Inline RecordLimits records,
    @Key(
            value = "10 min",
            meaning =
                "How far behind the newest event of its partition an event may come and still be on"
                    + " time.")
        Duration outOfOrderness,
    @Key(
            value = "6 h",
            meaning =
                "An event later than on time by up to this corrects its window; an older one is a"
                    + " dead letter (TOO_LATE).")
        Duration lateness,
    @Key(value = "1 h", min = "1 ms", max = "366 d", meaning = "Length of a tumbling window.")
        Duration window,
    @Key(
            value = "0 s",
            max = "366 d",
            meaning =
                "Where windows begin, counted from 1970-01-01T00:00Z; 4 d makes windows of 7 d"
                    + " begin on Mondays.")
        Duration windowOffset,
    @Key(
            min = "1 ms",
            max = "3660 d",
            meaning =
                "Lengths of windows that slide by one tumbling window, each a multiple of it; empty"
                    + " for none.")
        List<Duration> sliding,
    @Key(
            value = "0 s",
            max = "1 d",
            meaning =
                "How often, by the clock, windows that are still open are reported to loop.early"
                    + " from what they have; 0 never reports them. A view for people: such rows"
                    + " depend on pace.")
        Duration early,
    @Key(
            value = "24 h",
            min = "1 ms",
            max = "3660 d",
            meaning =
                "How far the past of a window reaches, from which popularity and users' histories"
                    + " are read; it is kept in state.")
        Duration past,
    @Key(value = "all, surface, model", meaning = "What is watched by itself.")
        List<ScopeKind> scopes,
    @Key(
            meaning =
                "Cohorts by name: a regular expression that the ids of their users match; the first"
                    + " in order of name counts.")
        Map<String, String> cohorts,
    @Key(
            value = "0",
            min = "0",
            unit = "items",
            meaning = "Items that could be shown; 0 takes those that were seen.")
        long catalogueSize,
    @Key(
            value = "50",
            min = "1",
            max = "1000000",
            unit = "items",
            meaning =
                "The most frequent items, whose share of the events is the share of the head.")
        int headItems,
    @Key(
            value = "1000000",
            min = "1",
            unit = "items",
            meaning =
                "With more distinct items than this in a window, concentration is estimated by"
                    + " sketches.")
        int exactItems,
    @Key(
            value = "CLICK",
            meaning =
                "Kinds of signals that count as clicks, of those that take what was shown: CLICK,"
                    + " VIEW, DWELL, LIKE, LOVE, SHARE, RATING, CONVERSION, CART.")
        List<SignalKind> clicks,
    @Key(value = "0", min = "0", max = "10", meaning = "The worst rating there is.")
        double worstRating,
    @Key(value = "10", min = "0", max = "10", meaning = "The best rating there is.")
        double bestRating,
    @Key(
            value = "30 min",
            min = "1 ms",
            max = "30 d",
            meaning = "An episode without a turn for this long has ended.")
        Duration episodeGap,
    @Key(
            value = "500",
            min = "1",
            max = "100000",
            unit = "verdicts",
            meaning =
                "A judge's recent reliability rests on so many of its latest verdicts, as far as"
                    + " loop.past reaches.")
        int judgeVerdicts,
    @Key(
            value = "10 min",
            min = "1 ms",
            max = "30 d",
            meaning =
                "Answers up to this long after a verdict are compared with those up to this long"
                    + " before it.")
        Duration behaviourWindow,
    @Key(
            value = "1 h",
            min = "1 ms",
            max = "30 d",
            meaning = "A trace without a span or feedback for this long is forgotten.")
        Duration traceGap,
    @Key(
            value = "adwin:delta=0.002",
            meaning = "What finds changes in a signal: NAME[:param=value,...]; none finds none.")
        String detector,
    @Key(
            meaning =
                "Other detectors by signal: EXPOSURE_HEAD, EXPOSURE_TAIL, EXPOSURE_GENERATED,"
                    + " FEEDBACK_HEAD, FEEDBACK_TAIL, FEEDBACK_VARIETY, FEEDBACK_GENERATED,"
                    + " IMMEDIATE, HINDSIGHT, DIVERGENCE.")
        Map<LoopSignal, String> detectors,
    @Key(
            value = "1000",
            min = "0",
            unit = "values",
            meaning =
                "How long a signal is silent after an alarm: live traffic drifts all the time.")
        long coolDown,
    @Key(
            value = "0.02",
            min = "0",
            max = "1",
            meaning = "A change of a signal's level by less than this is not an alarm.")
        double leastChange,
    @Key(
            value = "0.05",
            min = "0.000001",
            max = "0.5",
            unit = "alarms",
            meaning =
                "About how many alarms to expect in a scope, of all signals together and for as"
                    + " long as it is watched, when nothing changes.")
        double falseAlarms,
    @Key(
            value = "0",
            min = "0",
            max = "1000000000",
            unit = "values",
            meaning =
                "A burst of a signal that is over after at most so many values is no drift: its"
                    + " detector does not see it; 0 for none. A lasting change is found so much"
                    + " later.")
        long bursts,
    @Key(meaning = "Diagnoses made from alarms.") DiagnosisConfig diagnoses,
    @Key(meaning = "The governor, which pushes a loop back.") GovernorConfig governor)
    implements Serializable {

  private static final String NONE = "none";

  public LoopConfig {
    checkDetector("detector", detector);
    detectors.forEach((signal, spec) -> checkDetector("detectors." + signal, spec));
    for (Duration length : sliding) {
      if (length.toMillis() % window.toMillis() != 0 || length.compareTo(window) <= 0) {
        throw new ConfigException(
            "sliding", length.toString(), "a multiple of loop.window, which is " + window);
      }
    }
    if (scopes.isEmpty()) {
      throw new ConfigException(
          "scopes", "", "at least one of all, surface, model, cohort, source");
    }
    boolean hasCohorts = scopes.contains(ScopeKind.COHORT);
    if (hasCohorts && cohorts.isEmpty()) {
      throw new ConfigException("scopes", scopes, "without cohort, for loop.cohorts names none");
    }
    if (!hasCohorts && !cohorts.isEmpty()) {
      throw new ConfigException(
          "cohorts", cohorts, "empty, for loop.scopes, which is " + scopes + ", has no cohort");
    }
    for (String scope : governor.scopes()) {
      if (scopes.stream().noneMatch(kind -> kind.names(scope))) {
        throw new ConfigException(
            "governor.scopes",
            scope,
            "scopes that loop.scopes watches: "
                + scopes.stream().map(ScopeKind::form).collect(Collectors.joining(", ")));
      }
    }
    for (SignalKind kind : clicks) {
      if (!kind.takes()) {
        throw new ConfigException(
            "clicks",
            kind.name(),
            "CLICK, VIEW, DWELL, LIKE, LOVE, SHARE, RATING, CONVERSION or CART");
      }
    }
    if (clicks.isEmpty()) {
      throw new ConfigException("clicks", "", "one kind of signal at least");
    }
    Duration longest = sliding.stream().max(Duration::compareTo).orElse(window);
    if (past.compareTo(longest) < 0) {
      throw new ConfigException(
          "past", past.toString(), "as long as the longest window at least, which is " + longest);
    }
    if (worstRating >= bestRating) {
      throw new ConfigException(
          "best-rating",
          String.valueOf(bestRating),
          "above loop.worst-rating, which is " + worstRating);
    }
    cohorts.forEach(
        (name, expression) -> {
          try {
            Pattern.compile(expression);
          } catch (PatternSyntaxException e) {
            throw new ConfigException(
                "cohorts." + name, expression, "a regular expression: " + e.getDescription());
          }
        });
  }

  /** New detectors for the signals of one scope. */
  Map<LoopSignal, Detector> newDetectors() {
    Map<LoopSignal, Detector> made = new EnumMap<>(LoopSignal.class);
    for (LoopSignal signal : LoopSignal.values()) {
      String spec = detectors.getOrDefault(signal, detector);
      if (!spec.equals(NONE)) {
        made.put(signal, new CoolDown(created(spec), coolDown, leastChange));
      }
    }
    return made;
  }

  private Detector created(String spec) {
    Detector detector = DetectorSpec.parse(spec).create();
    return bursts == 0 ? detector : new OutsideBursts(detector, bursts);
  }

  private static void checkDetector(String key, String spec) {
    try {
      if (!spec.equals(NONE)) {
        DetectorSpec.parse(spec).create().update(0);
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigException(key, spec, "none or a detector: " + e.getMessage());
    }
  }

  /** Panes of time: tumbling windows, and the steps of sliding ones. */
  Panes panes() {
    return new Panes(window.toMillis(), windowOffset.toMillis());
  }

  /** The metrics of this configuration. */
  ScopeMetrics metrics() {
    return new ScopeMetrics(
        catalogueSize, headItems, exactItems, judgeVerdicts, behaviourWindow.toMillis());
  }
}
