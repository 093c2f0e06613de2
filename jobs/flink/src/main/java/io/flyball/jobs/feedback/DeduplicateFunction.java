package io.flyball.jobs.feedback;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.jobs.feedback.PackedEvent.Arrival;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.DueKeys;
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
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Lets the first record of an id pass. The same payload again is dropped and counted; another
 * payload under the same id is a conflict and goes aside whole, never merged.
 *
 * <p>An id is forgotten once the record that brings it again, or its partition, has passed the
 * first one by the deduplication horizon. The operator's event time never passes that of a
 * partition that moves, so that clearing only removes what is forgotten already, and the answer is
 * the same whether that has happened or not. Event time does pass a partition that was idle: what
 * such a one brings that may have been seen and forgotten is {@code TOO_LATE}.
 *
 * <p>Ids are cleared together, those of a key group and of a 24th of the horizon at once. Timers of
 * single ids are those of older savepoints.
 */
final class DeduplicateFunction extends KeyedProcessFunction<String, PackedEvent, PackedEvent>
    implements Counting {
  private static final long serialVersionUID = 1;

  static final OutputTag<DeadLetter> CONFLICTS =
      new OutputTag<>("conflicts", TypeInformation.of(DeadLetter.class));

  /** Into so many stretches the horizon is cut. */
  private static final int STRETCHES = 24;

  private final long horizon;
  private final RecordCodec<Exposure> exposures = RecordCodec.of(Exposure.class);
  private final RecordCodec<FeedbackSignal> signals = RecordCodec.of(FeedbackSignal.class);
  private final Tally tally = new Tally(FeedbackTopology.JOB);
  private transient ValueState<Seen> seen;
  private transient DueKeys due;
  private transient DueKeys.KeySwitch keys;

  DeduplicateFunction(FeedbackConfig config) {
    this.horizon = config.deduplication().toMillis();
  }

  @Override
  public Tally tally() {
    return tally;
  }

  /** Call before {@link #open}. */
  void switchKeysBy(DueKeys.KeySwitch keys) {
    this.keys = keys;
  }

  @Override
  public void open(OpenContext context) {
    seen =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("seen", ImmutableTypeInfo.of(Seen.class)));
    due = new DueKeys(getRuntimeContext(), "due", horizon / STRETCHES, keys);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    Counting.super.snapshotState(context);
    due.flush();
  }

  @Override
  public void processElement(PackedEvent event, Context context, Collector<PackedEvent> out)
      throws Exception {
    long watermark = context.timerService().currentWatermark();
    Seen before = seen.value();
    if (before != null && before.until() <= watermark) {
      before = null;
    }
    long until = event.time() + horizon;
    Arrival arrival = event.arrival();
    if (before == null && until <= watermark) {
      tally.refused(Reason.TOO_LATE);
      context.output(CONFLICTS, tooLate(event, watermark));
    } else if (before == null || before.until() <= event.known()) {
      seen.update(new Seen(arrival.payloadHigh(), arrival.payloadLow(), until));
      due.note(event.identity(), until, context.timerService());
      out.collect(event);
    } else if (before.payloadHigh() == arrival.payloadHigh()
        && before.payloadLow() == arrival.payloadLow()) {
      tally.add(FeedbackCount.DUPLICATES, 1);
    } else {
      tally.add(FeedbackCount.CONFLICTS, 1);
      context.output(CONFLICTS, conflict(event, before));
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<PackedEvent> out)
      throws Exception {
    String key = context.getCurrentKey();
    if (!DueKeys.isBucket(key)) {
      clear(time);
      return;
    }
    for (String id : due.take(key, time)) {
      keys.to(id);
      clear(time);
    }
  }

  /** Clears the current id unless it has come again. */
  private void clear(long time) throws Exception {
    Seen last = seen.value();
    if (last != null && last.until() <= time) {
      seen.clear();
    }
  }

  private DeadLetter tooLate(PackedEvent event, long watermark) {
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

  private DeadLetter conflict(PackedEvent event, Seen before) {
    String id = event.isExposure() ? event.exposure().id() : event.signal().id();
    String message =
        String.format(
            Locale.ROOT,
            "id %s was used before with another payload: hash %s then, %s now",
            id,
            hex(before.payloadHigh(), before.payloadLow()),
            hex(event.arrival().payloadHigh(), event.arrival().payloadLow()));
    return letter(event, Reason.DUP_CONFLICT, "id", message);
  }

  /**
   * The raw bytes are gone by now: the letter carries the record encoded anew, which replays as
   * well.
   */
  private DeadLetter letter(PackedEvent event, Reason reason, String field, String message) {
    byte[] value =
        event.isExposure()
            ? exposures.encode(FeedbackMapping.toAvro(event.exposure()))
            : signals.encode(FeedbackMapping.toAvro(event.signal()));
    return new DeadLetter(
        FeedbackTopology.JOB,
        reason,
        field,
        message,
        event.arrival().topic(),
        event.arrival().partition(),
        event.arrival().offset(),
        event.arrival().ingestTime(),
        event.user().getBytes(StandardCharsets.UTF_8),
        value,
        Map.of());
  }

  private static String hex(long high, long low) {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
