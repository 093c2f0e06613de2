package io.flyball.jobs.gate;

import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.runtime.DeadLetters;
import io.flyball.jobs.runtime.IntakeFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Passes on how far judges are trusted; what could not be read goes aside. No state. */
final class TrustFunction extends ProcessFunction<JudgeTrust, Judgement> {
  private static final long serialVersionUID = 1;
  static final OutputTag<DeadLetter> REFUSED = IntakeFunction.REFUSED;

  @Override
  public void processElement(JudgeTrust in, Context context, Collector<Judgement> out) {
    if (in.refusal() != null) {
      context.output(REFUSED, DeadLetters.of(GateTopology.JOB, in.raw(), in.refusal()));
    } else if (in.judgement() != null) {
      out.collect(in.judgement());
    }
  }
}
