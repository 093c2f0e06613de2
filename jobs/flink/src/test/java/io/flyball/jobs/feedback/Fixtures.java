package io.flyball.jobs.feedback;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.feedback.Exposure;
import io.flyball.core.feedback.FeedbackActor;
import io.flyball.core.feedback.FeedbackSignal;
import io.flyball.core.feedback.FeedbackStage;
import io.flyball.core.feedback.ItemSource;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Feedback in domain words. Times are milliseconds after noon. */
final class Fixtures {
  static final long NOON = 1_700_000_000_000L;
  static final long SECOND = 1000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  private Fixtures() {}

  /** The defaults, changed by pairs such as {@code feedback.hold=1 min}. */
  static FeedbackConfig config(String... sets) {
    return Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of(sets)).feedback();
  }

  private static final FeedbackDecoder DECODER = new FeedbackDecoder(config());

  static FeedbackDecoder decoder() {
    return DECODER;
  }

  static Event shown(String id, long at, String user, String item) {
    return shown(id, at, user, item, null);
  }

  static Event shown(String id, long at, String user, String item, String decision) {
    return Event.of(
        new Exposure(
            id,
            NOON + at,
            user,
            item,
            decision,
            null,
            "home",
            1,
            ItemSource.HUMAN,
            List.of("news"),
            "model-1",
            0.25,
            false,
            null));
  }

  static Event onExposure(String id, long at, String user, SignalKind kind, String exposure) {
    return signal(id, at, user, kind, exposure, null, null, FeedbackActor.USER, null);
  }

  static Event onItem(String id, long at, String user, SignalKind kind, String item) {
    return signal(id, at, user, kind, null, null, item, FeedbackActor.USER, null);
  }

  static Event onDecision(String id, long at, String user, String decision) {
    return signal(id, at, user, SignalKind.CLICK, null, decision, null, FeedbackActor.USER, null);
  }

  static Event text(String id, long at, String user, String text) {
    return signal(id, at, user, SignalKind.REPORT, null, null, "item", FeedbackActor.USER, text);
  }

  static Event signal(
      String id,
      long at,
      String user,
      SignalKind kind,
      String exposure,
      String decision,
      String item,
      FeedbackActor actor,
      String text) {
    return Event.of(
        new FeedbackSignal(
            id,
            NOON + at,
            user,
            kind,
            exposure,
            decision,
            item,
            kind.valueRequired() ? 1.0 : null,
            FeedbackStage.NONE,
            actor,
            null,
            null,
            text,
            null));
  }

  /** A control record as the job reads it. */
  static ControlRecord control(String target, long version, Map<String, String> parameters) {
    return new ControlRecord(
        new RawRecord("control", 0, version, NOON, null, new byte[0], Map.of()),
        new ControlUpdate(target, version, NOON, parameters, null),
        null);
  }
}
