package io.flyball.jobs.runtime;

import io.flyball.core.record.DeadLetter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Dead letters of the control stream, written by the job that read them; its unknown fields go to
 * the side output.
 */
public final class ControlRefusals extends ProcessFunction<ControlRecord, DeadLetter> {
  private static final long serialVersionUID = 1;

  private final String job;

  public ControlRefusals(String job) {
    this.job = job;
  }

  @Override
  public void processElement(ControlRecord in, Context context, Collector<DeadLetter> out) {
    UnknownFieldsSeen.tell(in.raw(), Long.MIN_VALUE, in.unknownFields(), context);
    if (in.refusal() != null) {
      out.collect(DeadLetters.of(job, in.raw(), in.refusal()));
    }
  }
}
