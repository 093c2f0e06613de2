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
 *
 * <p>An idle source says first that it is active again, and ends time two seconds later. Operators
 * with two inputs overlook one that is idle: were the end of time to reach them by one path before
 * the other's input is active, all that comes by the other would be behind it and wait for ever. A
 * job that has fallen idle has nothing under way, so the word needs no more than a flush of Flink's
 * buffers for each exchange, a tenth of a second each.
 */
final class EndOfEventTime<T> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<T, T>, BoundedOneInput {
  private static final long serialVersionUID = 1;
  private static final long SETTLED_MILLIS = 2_000;

  private transient boolean idle;

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    idle = status.isIdle();
    super.processWatermarkStatus(status);
  }

  @Override
  public void processElement(StreamRecord<T> record) {
    output.collect(record);
  }

  @Override
  public void endInput() throws InterruptedException {
    if (idle) {
      output.emitWatermarkStatus(WatermarkStatus.ACTIVE);
      Thread.sleep(SETTLED_MILLIS);
    }
    output.emitWatermark(Watermark.MAX_WATERMARK);
  }
}
