package io.flyball.jobs.bias;

import io.flyball.connectors.codec.JsonLines;
import io.flyball.core.control.CameraWindow;
import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.harness.ExtremeInputs;
import io.flyball.jobs.harness.ExtremeTrial;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.runtime.DeadLetters;
import io.flyball.schemas.EventPacket;
import io.flyball.schemas.RateWindow;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.specific.SpecificRecord;

/** Records at the limits of their schemas through the operators of the bias job. */
class ExtremeOperatorsProperties extends ExtremeInputs {
  private static final int TRIES = 15;

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void noRecordStopsTheJobOrTouchesAnotherKeyAndWhatIsRefusedLeavesNoTrace(
      @ForAll("bias") List<String> extremes) throws Exception {
    ExtremeTrial.check(
        List.of(EventPacket.class, RateWindow.class),
        extremes,
        biasGood(),
        ExtremeOperatorsProperties::run);
  }

  private static ExtremeTrial.Outcome run(List<JsonLines.Line> lines) throws Exception {
    BiasConfig config = Fixtures.config();
    BiasDecoder decoder = new BiasDecoder(config);
    List<DeadLetter> letters = new ArrayList<>();
    try (Subtasks<CameraArrival, CameraWindow> control =
        new Subtasks<>(Operators.control(config), 1, false)) {
      Operators.clock(control, NOW);
      for (JsonLines.Line line : lines) {
        CameraInput in = decoder.ingest(line.raw(), line.decoded());
        if (in.refusal() == null) {
          CameraArrival arrival = CameraArrival.of(in);
          control.send(arrival, arrival.arrivedMs());
        } else {
          letters.add(DeadLetters.of(BiasTopology.JOB, in.raw(), in.refusal()));
        }
      }
      control.watermark(NOW + 60_000);
      List<SpecificRecord> outputs = new ArrayList<>();
      control.main().forEach(window -> outputs.add(Fixtures.toAvro(window)));
      control.side(BiasFunction.COMMANDS).forEach(command -> outputs.add(Fixtures.toAvro(command)));
      letters.addAll(control.side(BiasFunction.REFUSED));
      return new ExtremeTrial.Outcome(outputs, letters);
    }
  }
}
