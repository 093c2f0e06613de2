package io.flyball.jobs.feedback;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gives candidates back the time at which they happened, and lets event time follow by as much as
 * they may have been kept.
 */
final class CandidateTime extends AbstractStreamOperator<PatternEvent>
    implements OneInputStreamOperator<PatternEvent, PatternEvent> {
  private static final long serialVersionUID = 1;

  private final long delay;

  CandidateTime(long delay) {
    this.delay = delay;
  }

  @Override
  public void processElement(StreamRecord<PatternEvent> candidate) {
    PatternEvent event = candidate.getValue();
    output.collect(new StreamRecord<>(event, event.time()));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    long time = mark.getTimestamp();
    if (time != Watermark.MAX_WATERMARK.getTimestamp()) {
      time = Math.max(time, Long.MIN_VALUE + delay) - delay;
    }
    super.processWatermark(new Watermark(time));
  }
}
