package io.flyball.jobs.feedback;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.Tally;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Lets the first record of an id pass. The same payload again is dropped and counted; another
 * payload under the same id is a conflict and goes aside whole, never merged. An id is forgotten
 * once event time has passed its record by the deduplication horizon: a copy that comes later than
 * that is too late to be accepted anyway.
 */
final class DeduplicateFunction extends KeyedProcessFunction<String, FeedbackEvent, FeedbackEvent>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1;

  static final OutputTag<DeadLetter> CONFLICTS =
      new OutputTag<>("conflicts", TypeInformation.of(DeadLetter.class));

  private final long horizon;
  private final RecordCodec<Exposure> exposures = RecordCodec.of(Exposure.class);
  private final RecordCodec<FeedbackSignal> signals = RecordCodec.of(FeedbackSignal.class);
  private transient Tally tally;
  private transient ValueState<Seen> seen;

  DeduplicateFunction(FeedbackConfig config) {
    this.horizon = config.deduplication().toMillis();
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    tally = new Tally(FeedbackTopology.JOB);
    tally.restore(getRuntimeContext(), context);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    tally.snapshot();
  }

  @Override
  public void open(OpenContext context) {
    seen =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("seen", ImmutableTypeInfo.of(Seen.class)));
  }

  @Override
  public void processElement(FeedbackEvent event, Context context, Collector<FeedbackEvent> out)
      throws Exception {
    Seen before = seen.value();
    if (before == null) {
      long until = event.time() + horizon;
      seen.update(new Seen(event.payloadHigh(), event.payloadLow(), until));
      context.timerService().registerEventTimeTimer(until);
      out.collect(event);
    } else if (before.payloadHigh() == event.payloadHigh()
        && before.payloadLow() == event.payloadLow()) {
      tally.add(FeedbackCount.DUPLICATES, 1);
    } else {
      tally.add(FeedbackCount.CONFLICTS, 1);
      context.output(CONFLICTS, conflict(event, before));
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<FeedbackEvent> out) {
    seen.clear();
  }

  /**
   * The raw bytes are gone by now: the letter carries the record encoded anew, which replays as
   * well.
   */
  private DeadLetter conflict(FeedbackEvent event, Seen before) {
    byte[] value =
        event.exposure() != null
            ? exposures.encode(FeedbackMapping.toAvro(event.exposure()))
            : signals.encode(FeedbackMapping.toAvro(event.signal()));
    String id = event.exposure() != null ? event.exposure().id() : event.signal().id();
    String message =
        String.format(
            Locale.ROOT,
            "id %s was used before with another payload: hash %s then, %s now",
            id,
            hex(before.payloadHigh(), before.payloadLow()),
            hex(event.payloadHigh(), event.payloadLow()));
    return new DeadLetter(
        FeedbackTopology.JOB,
        Reason.DUP_CONFLICT,
        "id",
        message,
        event.topic(),
        event.partition(),
        event.offset(),
        event.ingestTime(),
        event.user().getBytes(StandardCharsets.UTF_8),
        value,
        Map.of());
  }

  private static String hex(long high, long low) {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
