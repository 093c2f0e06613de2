package io.flyball.jobs.runtime;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Ends event time when a job is drained, in a source that has fallen idle, too. Flink drops the
 * last watermark of an idle source: where nothing came for longer than {@code kafka.idle-after}, no
 * window would close and what waits for event time would stay in the savepoint.
 */
final class EndOfEventTime<T> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<T, T>, BoundedOneInput {
  private static final long serialVersionUID = 1;

  @Override
  public void processElement(StreamRecord<T> record) {
    output.collect(record);
  }

  @Override
  public void endInput() {
    output.emitWatermarkStatus(WatermarkStatus.ACTIVE);
    output.emitWatermark(Watermark.MAX_WATERMARK);
  }
}
