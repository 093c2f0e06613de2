package io.flyball.jobs.loop;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.EpisodeTurn;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.FeedbackStatus;
import io.flyball.schemas.FeedbackSubject;
import io.flyball.schemas.SignalKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** What the loop job reads, in domain words. */
final class Events {
  static final long NOON = 1_700_000_000_000L;
  static final long MINUTE = 60_000;
  static final long HOUR = 60 * MINUTE;

  private Events() {}

  /** The defaults, changed by pairs such as {@code loop.window=1 d}. */
  static LoopConfig config(String... sets) {
    return Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of(sets)).loop();
  }

  static LoopInput in(LoopConfig config, SpecificRecord record, int partition, long offset) {
    return in(new LoopDecoder(config), record, partition, offset);
  }

  static LoopInput in(LoopDecoder decoder, SpecificRecord record, int partition, long offset) {
    byte[] value = {1};
    RawRecord raw =
        new RawRecord("t", partition, offset, Long.MAX_VALUE / 2, null, value, Map.of());
    return decoder.ingest(raw, new Decoded.Good<>(record));
  }

  static Exposure.Builder exposure(String id, long time, String user, String item) {
    return Exposure.newBuilder()
        .setId(id)
        .setTime(Instant.ofEpochMilli(time))
        .setUser(user)
        .setItem(item);
  }

  /** A click that was joined to an exposure. */
  static AttributedFeedback click(String id, long time, Exposure exposure) {
    return attributed(id, time, exposure.getUser(), signal(id, time, exposure.getUser()).build())
        .setExposure(exposure)
        .setStatus(FeedbackStatus.ATTRIBUTED)
        .build();
  }

  static FeedbackSignal.Builder signal(String id, long time, String user) {
    return FeedbackSignal.newBuilder()
        .setId(id)
        .setTime(Instant.ofEpochMilli(time))
        .setUser(user)
        .setKind(SignalKind.CLICK);
  }

  static AttributedFeedback.Builder attributed(
      String id, long time, String user, FeedbackSignal signal) {
    return AttributedFeedback.newBuilder()
        .setId("signal/" + id)
        .setSubject(FeedbackSubject.SIGNAL)
        .setStatus(FeedbackStatus.ORPHAN)
        .setTime(Instant.ofEpochMilli(time))
        .setUser(user)
        .setSignal(signal);
  }

  /** Immediate and hindsight ratings of one exposure. */
  static AttributedFeedback hindsight(
      String exposure, long time, double immediate, double hindsight) {
    return AttributedFeedback.newBuilder()
        .setId("hindsight/" + exposure + "/USER/1")
        .setSubject(FeedbackSubject.HINDSIGHT)
        .setStatus(FeedbackStatus.MATCHED)
        .setTime(Instant.ofEpochMilli(time))
        .setUser("u")
        .setExposure(exposure(exposure, time, "u", "i").build())
        .setImmediate(
            signal(exposure + "/i", time, "u")
                .setKind(SignalKind.RATING)
                .setValue(immediate)
                .build())
        .setHindsight(
            signal(exposure + "/h", time, "u")
                .setKind(SignalKind.HINDSIGHT_RATING)
                .setValue(hindsight)
                .build())
        .setRevision(1)
        .build();
  }

  static EpisodeTurn.Builder turn(String episode, long time, int turn, String answer) {
    return EpisodeTurn.newBuilder()
        .setId(episode + "/" + turn)
        .setTime(Instant.ofEpochMilli(time))
        .setEpisode(episode)
        .setModel("student")
        .setTurn(turn)
        .setAnswer(answer);
  }
}
