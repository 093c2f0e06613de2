package io.flyball.tools.loop;

import io.flyball.core.loop.Source;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.SignalKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * What exposures and signals say of a loop. A signal that tells a choice (click, view, like, love,
 * share, conversion, rating) is one of its exposure's item, or of the item it names; one that names
 * neither, or an exposure that the log does not hold, and all other signals, say nothing.
 */
final class Interactions {
  private static final Set<SignalKind> CHOICES =
      EnumSet.of(
          SignalKind.CLICK,
          SignalKind.VIEW,
          SignalKind.LIKE,
          SignalKind.LOVE,
          SignalKind.SHARE,
          SignalKind.CONVERSION,
          SignalKind.RATING);

  private Interactions() {}

  static List<Interaction> of(Stream<? extends SpecificRecord> records) {
    List<Interaction> out = new ArrayList<>();
    List<FeedbackSignal> choices = new ArrayList<>();
    Map<String, Interaction> shown = new HashMap<>();
    try (records) {
      records.forEach(
          record -> {
            if (record instanceof Exposure exposure) {
              Interaction one = of(exposure);
              shown.put(exposure.getId(), one);
              out.add(one);
            } else if (record instanceof FeedbackSignal signal
                && CHOICES.contains(signal.getKind())) {
              choices.add(signal);
            }
          });
    }
    for (FeedbackSignal signal : choices) {
      long time = signal.getTime().toEpochMilli();
      Interaction exposed = shown.get(signal.getExposureId());
      if (exposed != null) {
        out.add(exposed.chosenAt(time));
      } else if (signal.getItem() != null) {
        out.add(Interaction.chosen(time, signal.getUser(), signal.getItem()));
      }
    }
    return out;
  }

  private static Interaction of(Exposure exposure) {
    return new Interaction(
        exposure.getTime().toEpochMilli(),
        exposure.getUser().isEmpty() ? null : exposure.getUser(),
        exposure.getItem(),
        Interaction.Kind.SHOWN,
        exposure.getDecisionId(),
        Math.max(0, exposure.getPosition()),
        source(exposure),
        List.copyOf(exposure.getCategories()),
        exposure.getRandomHoldout());
  }

  private static Source source(Exposure exposure) {
    return switch (exposure.getItemSource()) {
      case HUMAN -> Source.HUMAN;
      case AI -> Source.GENERATED;
      case UNKNOWN -> Source.UNKNOWN;
    };
  }
}
