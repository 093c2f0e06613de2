package io.flyball.jobs.modes;

import io.flyball.connectors.codec.JsonLines;
import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.harness.ExtremeInputs;
import io.flyball.jobs.harness.ExtremeTrial;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.runtime.IntakeFunction;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.specific.SpecificRecord;

/** Records at the limits of their schemas through the operators of the modes job. */
class ExtremeOperatorsProperties extends ExtremeInputs {
  private static final int TRIES = 15;

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void noRecordStopsTheJobOrTouchesAnotherKeyAndWhatIsRefusedLeavesNoTrace(
      @ForAll("modes") List<String> extremes) throws Exception {
    ExtremeTrial.check(ModesDecoder.TYPES, extremes, modesGood(), ExtremeOperatorsProperties::run);
  }

  private static ExtremeTrial.Outcome run(List<JsonLines.Line> lines) throws Exception {
    ModesConfig config =
        Fixtures.modelled(
            "modes.rates.least=1",
            "modes.transients.warm-up=2",
            "modes.hmm.learn-each=5",
            "modes.diversity.least=1",
            "modes.tipping.least=1");
    ModesDecoder decoder = new ModesDecoder(config);
    try (Subtasks<ModesInput, Observation> intake =
            new Subtasks<>(Operators.intake(config), 1, false);
        Subtasks<Observation, ModeStep> entities =
            new Subtasks<>(Operators.entities(config), 1, false);
        Subtasks<SegmentEvent, RatesRow> segments =
            new Subtasks<>(Operators.segments(config), 1, false);
        Subtasks<ScopeEvent, DiversityRow> scopes =
            new Subtasks<>(Operators.scopes(config), 1, false)) {
      for (JsonLines.Line line : lines) {
        ModesInput in = decoder.ingest(line.raw(), line.decoded());
        intake.send(in, in.time());
      }
      for (Observation seen : intake.main()) {
        entities.send(seen, seen.time());
      }
      entities.watermark(Long.MAX_VALUE);
      for (SegmentEvent event : entities.side(EntityFunction.SEGMENTS)) {
        segments.send(event, event.time());
      }
      for (ScopeEvent event : entities.side(EntityFunction.SCOPES)) {
        scopes.send(event, event.time());
      }
      segments.watermark(Long.MAX_VALUE);
      scopes.watermark(Long.MAX_VALUE);
      List<SpecificRecord> outputs = new ArrayList<>();
      entities.main().forEach(row -> outputs.add(ModesMapping.toAvro(row)));
      segments.main().forEach(row -> outputs.add(ModesMapping.toAvro(row)));
      scopes.main().forEach(row -> outputs.add(ModesMapping.toAvro(row)));
      List<DeadLetter> letters = new ArrayList<>(intake.side(IntakeFunction.REFUSED));
      letters.addAll(entities.side(EntityFunction.REFUSED));
      return new ExtremeTrial.Outcome(outputs, letters);
    }
  }
}
