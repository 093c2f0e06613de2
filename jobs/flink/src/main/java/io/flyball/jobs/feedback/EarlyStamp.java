package io.flyball.jobs.feedback;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Stamps a signal that is older than its exposure with the time by which both had happened. It
 * comes with the stamp of whichever record arrived last, which would let arrival decide which
 * signals a pattern counts together. The later stamp of a timer stays: event time has passed the
 * exposure by then.
 */
final class EarlyStamp extends AbstractStreamOperator<PatternEvent>
    implements OneInputStreamOperator<PatternEvent, PatternEvent> {
  private static final long serialVersionUID = 1;

  @Override
  public void processElement(StreamRecord<PatternEvent> early) {
    PatternEvent event = early.getValue();
    long exposed = event.time() - event.delayMs();
    output.collect(new StreamRecord<>(event, Math.max(exposed, early.getTimestamp())));
  }
}
