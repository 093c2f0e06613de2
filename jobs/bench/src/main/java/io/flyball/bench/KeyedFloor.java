package io.flyball.bench;

import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The shape that every keyed job has: decode, one shuffle by user, one update of one value, encode.
 * The number of the user's record so far stands where an exposure has its position, and an answer
 * to it is an exposure as well.
 */
final class KeyedFloor {
  private KeyedFloor() {}

  static void build(StreamExecutionEnvironment env, PeerEnds ends, String output) {
    DataStream<Exposure> exposures = FeedbackPeers.exposures(env, ends);
    DataStream<FeedbackSignal> signals = FeedbackPeers.signals(env, ends);
    DataStream<Exposure> numbered =
        exposures
            .keyBy(Exposure::getUser)
            .connect(signals.keyBy(FeedbackSignal::getUser))
            .process(new NumberOfUser())
            .uid("number");
    ends.sink(numbered, output, Exposure::getEncoder, Exposure::getUser);
  }

  private static final class NumberOfUser
      extends KeyedCoProcessFunction<String, Exposure, FeedbackSignal, Exposure> {
    private static final long serialVersionUID = 1;
    private transient ValueState<Integer> count;

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Integer.class));
    }

    @Override
    public void processElement1(Exposure shown, Context context, Collector<Exposure> out)
        throws Exception {
      shown.setPosition(next());
      out.collect(shown);
    }

    @Override
    public void processElement2(FeedbackSignal signal, Context context, Collector<Exposure> out)
        throws Exception {
      out.collect(
          Exposure.newBuilder()
              .setId(signal.getId())
              .setTime(signal.getTime())
              .setUser(signal.getUser())
              .setItem(signal.getItem() == null ? "" : signal.getItem())
              .setPosition(next())
              .build());
    }

    private int next() throws Exception {
      Integer before = count.value();
      int next = before == null ? 1 : before + 1;
      count.update(next);
      return next;
    }
  }
}
