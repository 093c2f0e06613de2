package io.flyball.jobs.bias;

import io.flyball.core.record.Alert;
import io.flyball.jobs.runtime.Patterns;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Patterns of a camera that is not well. Each sees only the windows that can be part of it, so a
 * healthy camera costs nothing; works in event time with ties broken by the windows' count; ends
 * its partial matches by {@code within}; starts afresh after a match; and hands what came too late
 * for it to a side output.
 */
final class BiasPatterns {
  /** Windows that came after event time had passed them. */
  static final OutputTag<CameraSign> LATE =
      new OutputTag<>("late-for-patterns", TypeInformation.of(CameraSign.class));

  private final DataStream<CameraSign> signs;
  private final BiasPatternConfig config;
  private final Patterns<CameraSign> patterns = new Patterns<>(LATE, new ByNumber());

  BiasPatterns(DataStream<CameraSign> signs, BiasPatternConfig config) {
    this.signs = signs;
    this.config = config;
  }

  /** The refractory is at its end, and the rate is still out of the band. */
  SingleOutputStreamOperator<Alert> pinned() {
    return times(
        s -> s.pinned() != 0,
        s -> s.camera() + '/' + s.pinned(),
        config.pinnedWindows(),
        config.pinnedWithin(),
        new BiasAlert(
            "PINNED_AT_RAIL", Alert.Severity.WARNING, "out of the band at the end of the biases"),
        BiasUids.PINNED);
  }

  /** The rate swings from above the band to below it and back. */
  SingleOutputStreamOperator<Alert> hunting() {
    Pattern<CameraSign, ?> hunting =
        Patterns.<CameraSign>begin("above").where(side(1)).followedBy("below").where(side(-1));
    Pattern<CameraSign, ?> swings = hunting;
    for (int i = 1; i <= config.huntingSwings(); i++) {
      swings = swings.followedBy("above again " + i).where(side(1));
      if (i < config.huntingSwings()) {
        swings = swings.followedBy("below again " + i).where(side(-1));
      }
    }
    return match(
        s -> s.side() != 0,
        CameraSign::camera,
        swings.within(config.huntingWithin()),
        new BiasAlert("HUNTING", Alert.Severity.WARNING, "alternate above and below the band"),
        BiasUids.HUNTING);
  }

  /** Nothing comes. */
  SingleOutputStreamOperator<Alert> silent() {
    return times(
        s -> s.rate() == 0,
        CameraSign::camera,
        config.silentWindows(),
        config.silentWithin(),
        new BiasAlert("SILENT", Alert.Severity.WARNING, "without an event"),
        BiasUids.SILENT);
  }

  /** Far too much comes. */
  SingleOutputStreamOperator<Alert> flooding() {
    double factor = config.floodFactor();
    return times(
        s -> s.overBand() > factor,
        CameraSign::camera,
        config.floodingWindows(),
        config.floodingWithin(),
        new BiasAlert("FLOODING", Alert.Severity.CRITICAL, "far above the band"),
        BiasUids.FLOODING);
  }

  /** Packets are missing again and again. */
  SingleOutputStreamOperator<Alert> packetLoss() {
    return times(
        s -> s.lost() > 0,
        CameraSign::camera,
        config.lossWindows(),
        config.lossWithin(),
        new BiasAlert("PACKET_LOSS", Alert.Severity.WARNING, "that lost packets"),
        BiasUids.PACKET_LOSS);
  }

  /** Counts what came too late for the patterns defined so far. */
  DataStream<Alert> countLate() {
    return patterns.countLate(BiasTopology.JOB, BiasUids.LATE_FOR_PATTERNS);
  }

  private SingleOutputStreamOperator<Alert> times(
      SerializableFunction<CameraSign, Boolean> relevant,
      SerializableFunction<CameraSign, String> key,
      int windows,
      Duration within,
      BiasAlert alert,
      String uid) {
    Pattern<CameraSign, ?> pattern =
        Patterns.<CameraSign>begin("window").times(windows).within(within);
    return match(relevant, key, pattern, alert, uid);
  }

  private SingleOutputStreamOperator<Alert> match(
      SerializableFunction<CameraSign, Boolean> relevant,
      SerializableFunction<CameraSign, String> key,
      Pattern<CameraSign, ?> pattern,
      BiasAlert alert,
      String uid) {
    DataStream<CameraSign> keyed =
        signs
            .filter(relevant::apply)
            .uid(uid + "-input")
            .name(alert.kind() + " windows")
            .keyBy(key::apply, Types.STRING);
    return patterns.match(keyed, pattern, alert, alert.kind(), uid);
  }

  private static SimpleCondition<CameraSign> side(int side) {
    return SimpleCondition.of(s -> s.side() == side);
  }

  /** Breaks ties of event time by the order of the windows. */
  private static final class ByNumber implements EventComparator<CameraSign> {
    private static final long serialVersionUID = 1;

    @Override
    public int compare(CameraSign a, CameraSign b) {
      return Long.compare(a.number(), b.number());
    }
  }
}
