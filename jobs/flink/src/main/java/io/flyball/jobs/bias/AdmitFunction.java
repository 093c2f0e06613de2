package io.flyball.jobs.bias;

import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.DeadLetters;
import io.flyball.jobs.runtime.Tally;
import io.flyball.jobs.runtime.UnknownFieldsSeen;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Separates what is usable from dead letters, which keep their raw bytes. */
final class AdmitFunction extends ProcessFunction<CameraInput, CameraArrival> implements Counting {
  private static final long serialVersionUID = 1;

  static final OutputTag<DeadLetter> REFUSED =
      new OutputTag<>("refused", TypeInformation.of(DeadLetter.class));

  static final OutputTag<CameraSteering> REFERENCES =
      new OutputTag<>("references", TypeInformation.of(CameraSteering.class));

  private final Tally tally = new Tally(BiasTopology.JOB, BiasCount.values());

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void processElement(CameraInput in, Context context, Collector<CameraArrival> out) {
    tally.add(BiasCount.READ, 1);
    UnknownFieldsSeen.tell(in.raw(), Long.MIN_VALUE, in.unknownFields(), context);
    if (in.reference() != null) {
      tally.add(BiasCount.REFERENCES, 1);
      context.output(REFERENCES, CameraSteering.of(in.reference()));
      return;
    }
    if (in.refusal() == null) {
      out.collect(CameraArrival.of(in));
      return;
    }
    tally.refused(in.refusal().reason());
    context.output(REFUSED, DeadLetters.of(BiasTopology.JOB, in.raw(), in.refusal()));
  }
}
