package io.flyball.jobs.modes;

import io.flyball.core.feedback.SignalKind;
import io.flyball.core.modes.RateMatrix;
import io.flyball.core.modes.RateSettings;
import io.flyball.jobs.runtime.RecordLimits;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Inline;
import io.flyball.jobs.runtime.config.Key;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The {@code modes} section. */
public record ModesConfig(
    @Key(value = "modes.observations", meaning = "Topic of ModeObservation records.")
        String observationsTopic,
    @Key(value = "modes.states", meaning = "Topic that modes of entities are written to.")
        String statesTopic,
    @Key(value = "modes.rates", meaning = "Topic that rates of segments are written to.")
        String ratesTopic,
    @Key(value = "modes.diversity", meaning = "Topic that diversities are written to.")
        String diversityTopic,
    @Key(
            meaning =
                "Other streams that are read as they are: feedback (the category or source that a"
                    + " user chose), decisions (the arm of a policy), outcomes (the arm and whether"
                    + " it earned something), windows (the log rate of a camera).")
        List<OtherStream> reads,
    @Key(value = "feedback.attributed", meaning = "Topic of AttributedFeedback records.")
        String attributedTopic,
    @Key(value = "bandit.decisions", meaning = "Topic of Decision records.") String decisionsTopic,
    @Key(value = "bandit.outcomes", meaning = "Topic of DecisionOutcome records.")
        String outcomesTopic,
    @Key(value = "camera.windows", meaning = "Topic of RateWindow records.") String windowsTopic,
    @Inline RecordLimits records,
    @Key(
            value = "1 min",
            meaning =
                "How far behind the newest record of its partition a record may come; observations"
                    + " wait so long to be put in order. Later ones are dead letters (TOO_LATE).")
        Duration outOfOrderness,
    @Key(value = "30 d", min = "1 s", meaning = "How long a silent entity is remembered.")
        Duration forget,
    @Key(
            value = "6",
            min = "2",
            max = "1000",
            meaning = "Number of modes. Rates are estimated of at most 12.")
        int modes,
    @Key(
            meaning =
                "What other streams call the modes: categories, sources (HUMAN, AI, UNKNOWN) or"
                    + " arms, the first for mode 0.")
        List<String> names,
    @Key(value = "category", meaning = "What of the exposure that a user answered is the mode.")
        Choice chosen,
    @Key(value = "CLICK", meaning = "Signals that are a choice.") List<SignalKind> choices,
    @Key(meaning = "Hidden modes behind symbols.") HmmConfig hmm,
    @Key(meaning = "A slow level of values and the bursts above it.") TransientConfig transients,
    @Key(meaning = "How entities move between modes.") RatesConfig rates,
    @Key(meaning = "How many modes are used.") DiversityConfig diversity,
    @Key(meaning = "Signs of a tipping point: an analogy.") TippingConfig tipping)
    implements Serializable {

  /** Streams of the other jobs. */
  public enum OtherStream {
    FEEDBACK,
    DECISIONS,
    OUTCOMES,
    WINDOWS
  }

  /** What of an exposure is the mode of who answered it. */
  public enum Choice {
    CATEGORY,
    SOURCE
  }

  public ModesConfig {
    if (names.size() > modes || new HashSet<>(names).size() < names.size()) {
      throw new ConfigException("names", names, "at most modes.modes different names");
    }
    List<String> topics =
        List.of(observationsTopic, attributedTopic, decisionsTopic, outcomesTopic, windowsTopic);
    if (new HashSet<>(topics).size() < topics.size()) {
      throw new ConfigException("observations-topic", observationsTopic, "a topic of its own");
    }
    if (modes <= RateMatrix.MAX_STATES) {
      rates.settings(modes);
    } else if (!rates.reference().isEmpty() || !rates.forbidden().isEmpty()) {
      throw new ConfigException(
          "modes", modes, "at most 12 where modes.rates has a reference or" + " forbidden jumps");
    }
  }

  /** Whether rates between so many modes are estimated. */
  boolean hasRates() {
    return modes <= RateMatrix.MAX_STATES;
  }

  RateSettings rateSettings() {
    return rates.settings(modes);
  }

  /** The topics that the job reads. */
  public List<String> topics() {
    List<String> topics = new ArrayList<>(List.of(observationsTopic));
    for (OtherStream stream : OtherStream.values()) {
      if (reads.contains(stream)) {
        topics.add(topic(stream));
      }
    }
    return topics;
  }

  private String topic(OtherStream stream) {
    return switch (stream) {
      case FEEDBACK -> attributedTopic;
      case DECISIONS -> decisionsTopic;
      case OUTCOMES -> outcomesTopic;
      case WINDOWS -> windowsTopic;
    };
  }
}
