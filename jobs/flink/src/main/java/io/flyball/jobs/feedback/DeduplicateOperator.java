package io.flyball.jobs.feedback;

import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/** Lets {@link DeduplicateFunction} work on keys other than that of its record. */
final class DeduplicateOperator extends KeyedProcessOperator<String, PackedEvent, PackedEvent> {
  private static final long serialVersionUID = 1;

  DeduplicateOperator(FeedbackConfig config) {
    super(new DeduplicateFunction(config));
  }

  @Override
  public void open() throws Exception {
    ((DeduplicateFunction) userFunction).switchKeysBy(this::setCurrentKey);
    super.open();
  }
}
