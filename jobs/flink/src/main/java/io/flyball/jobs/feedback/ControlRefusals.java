package io.flyball.jobs.feedback;

import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.runtime.DeadLetters;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Dead letters of the control stream. */
final class ControlRefusals extends ProcessFunction<Ingested, DeadLetter> {
  private static final long serialVersionUID = 1;

  @Override
  public void processElement(Ingested in, Context context, Collector<DeadLetter> out) {
    if (in.refusal() != null) {
      out.collect(DeadLetters.of(FeedbackTopology.JOB, in.raw(), in.refusal()));
    }
  }
}
