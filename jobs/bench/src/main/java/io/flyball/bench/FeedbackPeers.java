package io.flyball.bench;

import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.FeedbackStatus;
import io.flyball.schemas.FeedbackSubject;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What the feedback job is measured against. */
final class FeedbackPeers {
  /** How far a signal's clock may run ahead of its exposure's, as {@code feedback.hold}. */
  static final Duration BEFORE = Duration.ofMinutes(2);

  /** The shortest and the longest of {@code feedback.windows}. */
  static final Duration SHORT = Duration.ofMinutes(30);

  static final Duration LONG = Duration.ofDays(14);

  private static final String SIGNALS_ALONE =
      "conflicts, orphans, censoring, decision and item targets, windows by kind, hindsight,"
          + " dead letters, patterns, counts";

  private FeedbackPeers() {}

  /** Floors first, then peers; the job itself is not among them. */
  static List<Peer> all() {
    return List.of(
        Peer.onFlink("F2 keyed floor", "everything but the shape", flink(KeyedFloor::build)),
        Peer.onFlink(
            "P2 DataStream, 30 min",
            SIGNALS_ALONE,
            flink((env, ends, output) -> joined(env, ends, output, SHORT))),
        Peer.onFlink(
            "P2x DataStream, 14 d",
            SIGNALS_ALONE,
            flink((env, ends, output) -> joined(env, ends, output, LONG))),
        Peer.onFlink(
            "P1 Flink SQL, 30 min",
            SIGNALS_ALONE,
            flink((env, ends, output) -> sql(env, ends, output, SHORT, "JOIN"))),
        Peer.onFlink(
            "P1x Flink SQL, 14 d, outer",
            "as P1; orphans and censored exposures come as nulls",
            flink((env, ends, output) -> sql(env, ends, output, LONG, "FULL OUTER JOIN"))),
        new Peer(
            "P3 Kafka Streams, 30 min",
            SIGNALS_ALONE + "; state in memory",
            (config, output, work) -> StreamsPeer.start(config, output, work, SHORT)));
  }

  private static Peer.OnFlink flink(FlinkPeer.Job job) {
    return output -> new FlinkPeer("peer", output, job);
  }

  static DataStream<Exposure> exposures(StreamExecutionEnvironment env, PeerEnds ends) {
    return ends.source(
        env, "feedback.exposures", Exposure.class, Exposure::getDecoder, Exposure::getTime);
  }

  static DataStream<FeedbackSignal> signals(StreamExecutionEnvironment env, PeerEnds ends) {
    return ends.source(
        env,
        "feedback.signals",
        FeedbackSignal.class,
        FeedbackSignal::getDecoder,
        FeedbackSignal::getTime);
  }

  private static void joined(
      StreamExecutionEnvironment env, PeerEnds ends, String output, Duration window) {
    write(DataStreamPeer.join(exposures(env, ends), signals(env, ends), window), ends, output);
  }

  private static void sql(
      StreamExecutionEnvironment env, PeerEnds ends, String output, Duration window, String join) {
    write(SqlPeer.join(env, exposures(env, ends), signals(env, ends), window, join), ends, output);
  }

  private static void write(DataStream<AttributedFeedback> rows, PeerEnds ends, String output) {
    ends.sink(rows, output, AttributedFeedback::getEncoder, AttributedFeedback::getUser);
  }

  /** The row of a signal and the exposure that it names; one of them may be null. */
  static AttributedFeedback row(Exposure exposure, FeedbackSignal signal) {
    boolean both = exposure != null && signal != null;
    return AttributedFeedback.newBuilder()
        .setId(signal == null ? "exposure/" + exposure.getId() : "signal/" + signal.getId())
        .setSubject(signal == null ? FeedbackSubject.EXPOSURE : FeedbackSubject.SIGNAL)
        .setStatus(
            both
                ? FeedbackStatus.ATTRIBUTED
                : signal == null ? FeedbackStatus.CENSORED : FeedbackStatus.ORPHAN)
        .setTime(signal == null ? exposure.getTime() : signal.getTime())
        .setUser(signal == null ? exposure.getUser() : signal.getUser())
        .setExposure(exposure)
        .setSignal(signal)
        .setDelayMs(
            both ? signal.getTime().toEpochMilli() - exposure.getTime().toEpochMilli() : null)
        .build();
  }
}
