package io.flyball.bench;

import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.util.Collector;

/**
 * Attribution as the DataStream API offers it: deduplication by a value with a time to live, an
 * interval join on the exposure's id.
 */
final class DataStreamPeer {
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private DataStreamPeer() {}

  static DataStream<AttributedFeedback> join(
      DataStream<Exposure> exposures, DataStream<FeedbackSignal> signals, Duration window) {
    DataStream<FeedbackSignal> named =
        signals.filter(signal -> signal.getExposureId() != null).uid("named");
    return distinct(exposures, Exposure::getId, "exposures")
        .keyBy(Exposure::getId)
        .intervalJoin(
            distinct(named, FeedbackSignal::getId, "signals").keyBy(FeedbackSignal::getExposureId))
        .between(FeedbackPeers.BEFORE.negated(), window)
        .process(new Join())
        .uid("join");
  }

  private static <T> DataStream<T> distinct(
      DataStream<T> records, KeySelector<T, String> id, String uid) {
    return records.keyBy(id).filter(new FirstOfId<T>()).uid("distinct-" + uid);
  }

  private static final class FirstOfId<T> extends RichFilterFunction<T> {
    private static final long serialVersionUID = 1;
    private transient ValueState<Boolean> seen;

    @Override
    public void open(OpenContext context) {
      ValueStateDescriptor<Boolean> descriptor = new ValueStateDescriptor<>("seen", Boolean.class);
      descriptor.enableTimeToLive(StateTtlConfig.newBuilder(REMEMBERED).build());
      seen = getRuntimeContext().getState(descriptor);
    }

    @Override
    public boolean filter(T record) throws Exception {
      boolean first = seen.value() == null;
      if (first) {
        seen.update(true);
      }
      return first;
    }
  }

  private static final class Join
      extends ProcessJoinFunction<Exposure, FeedbackSignal, AttributedFeedback> {
    private static final long serialVersionUID = 1;

    @Override
    public void processElement(
        Exposure exposure,
        FeedbackSignal signal,
        Context context,
        Collector<AttributedFeedback> out) {
      out.collect(FeedbackPeers.row(exposure, signal));
    }
  }
}
