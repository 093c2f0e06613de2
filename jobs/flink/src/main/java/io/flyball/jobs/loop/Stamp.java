package io.flyball.jobs.loop;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Stamps a finding with its own time. It comes with the stamp of the timer that released it, and
 * several that one timer releases would be equal in time for the patterns. Its own time is never
 * behind event time: a detector sees an event before event time has passed it.
 *
 * <p>A window that only late records have filled is reported after its end. The patterns may have
 * seen its successors by then, and never see it, whether they have or not.
 */
final class Stamp extends AbstractStreamOperator<Finding>
    implements OneInputStreamOperator<Finding, Finding> {
  private static final long serialVersionUID = 1;

  @Override
  public void processElement(StreamRecord<Finding> finding) {
    if (finding.getTimestamp() <= finding.getValue().time()) {
      output.collect(new StreamRecord<>(finding.getValue(), finding.getValue().time()));
    }
  }
}
