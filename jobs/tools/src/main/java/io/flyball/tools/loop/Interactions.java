package io.flyball.tools.loop;

import io.flyball.connectors.text.ReadReport;
import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.feedback.AttributionOfLog;
import io.flyball.core.feedback.AttributionRules;
import io.flyball.core.feedback.FeedbackActor;
import io.flyball.core.feedback.FeedbackStage;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.loop.Source;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * What exposures and signals say of a loop, by the definitions of the jobs: of an id the first
 * record counts; a signal belongs to the exposure that the feedback job would attribute it to; one
 * that takes what was shown ({@link SignalKind#takes}) is a choice of its exposure's item, else of
 * the item that it names; other signals say nothing.
 */
final class Interactions {
  private final Set<SignalKind> clicks;
  private final ReadReport report;
  private final List<io.flyball.core.feedback.Exposure> exposures = new ArrayList<>();
  private final List<io.flyball.core.feedback.FeedbackSignal> signals = new ArrayList<>();
  private final Map<String, Interaction> shown = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final List<Interaction> out = new ArrayList<>();
  private long copies;

  private Interactions(Set<SignalKind> clicks, ReadReport report) {
    this.clicks = clicks;
    this.report = report;
  }

  /**
   * Reads all records.
   *
   * @param clicks kinds that count as clicks
   * @param report is told of copies
   */
  static List<Interaction> of(
      Stream<? extends SpecificRecord> records, Set<SignalKind> clicks, ReadReport report) {
    Interactions all = new Interactions(clicks, report);
    try (records) {
      records.forEach(all::take);
    }
    return all.interactions();
  }

  private void take(SpecificRecord record) {
    if (record instanceof Exposure exposure) {
      if (isNew("exposure/" + exposure.getId())) {
        Interaction one = shown(exposure);
        shown.put(exposure.getId(), one);
        out.add(one);
        exposures.add(plain(exposure));
      }
    } else if (record instanceof FeedbackSignal signal && isNew("signal/" + signal.getId())) {
      signals.add(plain(signal));
    }
  }

  private boolean isNew(String id) {
    boolean first = ids.add(id);
    copies += first ? 0 : 1;
    return first;
  }

  private List<Interaction> interactions() {
    if (copies > 0) {
      report.assume(
          String.format(Locale.ROOT, "%,d records left out, whose id was there before", copies));
    }
    List<io.flyball.core.feedback.FeedbackSignal> joined = new ArrayList<>();
    for (io.flyball.core.feedback.FeedbackSignal signal : signals) {
      if (isOnNothing(signal)) {
        choose(signal, null);
      } else {
        joined.add(signal);
      }
    }
    for (AttributedFeedback row :
        AttributionOfLog.rows(AttributionRules.standard(), exposures, joined)) {
      if (row.subject() == AttributedFeedback.Subject.SIGNAL) {
        choose(row.signal(), row.exposure() == null ? null : shown.get(row.exposure().id()));
      }
    }
    return out;
  }

  /** A log without exposures has nothing to join, and nobody's signal is on nobody's exposure. */
  private boolean isOnNothing(io.flyball.core.feedback.FeedbackSignal signal) {
    return exposures.isEmpty()
        || (signal.user().isEmpty() && signal.exposureId() == null && signal.decisionId() == null);
  }

  private void choose(io.flyball.core.feedback.FeedbackSignal signal, Interaction exposed) {
    if (!signal.kind().takes()) {
      return;
    }
    boolean click = clicks.contains(signal.kind());
    if (exposed != null) {
      out.add(exposed.chosenAt(signal.time(), click));
    } else if (signal.item() != null && !signal.item().isEmpty()) {
      String user = signal.user().isEmpty() ? null : signal.user();
      out.add(Interaction.chosen(signal.time(), user, signal.item(), click));
    }
  }

  private static Interaction shown(Exposure exposure) {
    long time = exposure.getTime().toEpochMilli();
    return new Interaction(
        time,
        exposure.getUser().isEmpty() ? null : exposure.getUser(),
        exposure.getItem(),
        Interaction.Kind.SHOWN,
        exposure.getDecisionId(),
        Math.max(0, exposure.getPosition()),
        source(exposure),
        List.copyOf(exposure.getCategories()),
        exposure.getRandomHoldout(),
        exposure.getId(),
        time);
  }

  private static Source source(Exposure exposure) {
    return switch (exposure.getItemSource()) {
      case HUMAN -> Source.HUMAN;
      case AI -> Source.GENERATED;
      case UNKNOWN -> Source.UNKNOWN;
    };
  }

  /** What attribution looks at. */
  private static io.flyball.core.feedback.Exposure plain(Exposure e) {
    return new io.flyball.core.feedback.Exposure(
        e.getId(),
        e.getTime().toEpochMilli(),
        e.getUser(),
        e.getItem(),
        e.getDecisionId(),
        null,
        "",
        0,
        io.flyball.core.feedback.ItemSource.UNKNOWN,
        List.of(),
        null,
        null,
        false,
        null);
  }

  /** What attribution and the choice look at. */
  private static io.flyball.core.feedback.FeedbackSignal plain(FeedbackSignal s) {
    return new io.flyball.core.feedback.FeedbackSignal(
        s.getId(),
        s.getTime().toEpochMilli(),
        s.getUser(),
        SignalKind.valueOf(s.getKind().name()),
        s.getExposureId(),
        s.getDecisionId(),
        s.getItem(),
        s.getValue(),
        FeedbackStage.NONE,
        FeedbackActor.valueOf(s.getActor().name()),
        null,
        null,
        null,
        null);
  }
}
