package io.flyball.jobs.feedback;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.Tally;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Lets the first record of an id pass. The same payload again is dropped and counted; another
 * payload under the same id is a conflict and goes aside whole, never merged.
 *
 * <p>An id is forgotten once the record that brings it again, or its partition, has passed the
 * first one by the deduplication horizon. The operator's event time never passes that of a
 * partition that moves, so that its timer only clears what is forgotten already, and the answer is
 * the same whether it has fired or not. Event time does pass a partition that was idle: what such a
 * one brings that may have been seen and cleared is {@code TOO_LATE}.
 */
final class DeduplicateFunction extends KeyedProcessFunction<String, FeedbackEvent, FeedbackEvent>
    implements Counting {
  private static final long serialVersionUID = 1;

  static final OutputTag<DeadLetter> CONFLICTS =
      new OutputTag<>("conflicts", TypeInformation.of(DeadLetter.class));

  private final long horizon;
  private final RecordCodec<Exposure> exposures = RecordCodec.of(Exposure.class);
  private final RecordCodec<FeedbackSignal> signals = RecordCodec.of(FeedbackSignal.class);
  private final Tally tally = new Tally(FeedbackTopology.JOB);
  private transient ValueState<Seen> seen;

  DeduplicateFunction(FeedbackConfig config) {
    this.horizon = config.deduplication().toMillis();
  }

  @Override
  public Tally tally() {
    return tally;
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
    long until = event.time() + horizon;
    if (before == null && until <= context.timerService().currentWatermark()) {
      tally.refused(Reason.TOO_LATE);
      context.output(CONFLICTS, tooLate(event, context.timerService().currentWatermark()));
    } else if (before == null || before.until() <= event.known()) {
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
  public void onTimer(long time, OnTimerContext context, Collector<FeedbackEvent> out)
      throws Exception {
    Seen last = seen.value();
    if (last != null && last.until() <= time) {
      seen.clear();
    }
  }

  private DeadLetter tooLate(FeedbackEvent event, long watermark) {
    String message =
        String.format(
            Locale.ROOT,
            "time is %s; event time has come to %s without this partition, and ids are remembered"
                + " for %d ms",
            Instant.ofEpochMilli(event.time()),
            Instant.ofEpochMilli(watermark),
            horizon);
    return letter(event, Reason.TOO_LATE, "time", message);
  }

  private DeadLetter conflict(FeedbackEvent event, Seen before) {
    String id = event.exposure() != null ? event.exposure().id() : event.signal().id();
    String message =
        String.format(
            Locale.ROOT,
            "id %s was used before with another payload: hash %s then, %s now",
            id,
            hex(before.payloadHigh(), before.payloadLow()),
            hex(event.payloadHigh(), event.payloadLow()));
    return letter(event, Reason.DUP_CONFLICT, "id", message);
  }

  /**
   * The raw bytes are gone by now: the letter carries the record encoded anew, which replays as
   * well.
   */
  private DeadLetter letter(FeedbackEvent event, Reason reason, String field, String message) {
    byte[] value =
        event.exposure() != null
            ? exposures.encode(FeedbackMapping.toAvro(event.exposure()))
            : signals.encode(FeedbackMapping.toAvro(event.signal()));
    return new DeadLetter(
        FeedbackTopology.JOB,
        reason,
        field,
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
