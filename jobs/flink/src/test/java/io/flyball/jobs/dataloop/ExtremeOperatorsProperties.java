package io.flyball.jobs.dataloop;

import io.flyball.connectors.codec.JsonLines;
import io.flyball.core.dataloop.JudgedSample;
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
import org.apache.flink.util.OutputTag;

/** Records at the limits of their schemas through the operators of the dataloop job. */
class ExtremeOperatorsProperties extends ExtremeInputs {
  private static final int TRIES = 15;

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void noRecordStopsTheJobOrTouchesAnotherKeyAndWhatIsRefusedLeavesNoTrace(
      @ForAll("dataloop") List<String> extremes) throws Exception {
    ExtremeTrial.check(
        DataloopDecoder.TYPES, extremes, dataloopGood(), ExtremeOperatorsProperties::run);
  }

  private static ExtremeTrial.Outcome run(List<JsonLines.Line> lines) throws Exception {
    DataloopConfig config = Fixtures.config();
    DataloopDecoder decoder = new DataloopDecoder(config);
    try (Subtasks<DataloopInput, DataloopRecord> intake =
            new Subtasks<>(Fixtures.intake(config), 1, false);
        Subtasks<DataloopRecord, RateEvent> play = new Subtasks<>(Fixtures.play(config), 1, false);
        Subtasks<RateEvent, RateRow> rates = new Subtasks<>(Fixtures.rates(config), 1, false)) {
      for (JsonLines.Line line : lines) {
        DataloopInput in = decoder.ingest(line.raw(), line.decoded());
        intake.send(in, in.time());
      }
      for (DataloopRecord record : intake.main()) {
        play.send(record, record.time());
      }
      play.watermark(Long.MAX_VALUE);
      for (RateEvent event : play.main()) {
        rates.send(event, event.time());
      }
      rates.watermark(Long.MAX_VALUE);
      List<SpecificRecord> outputs = new ArrayList<>();
      for (OutputTag<JudgedSample> tag :
          List.of(PlayFunction.TRAIN, PlayFunction.EXPAND, PlayFunction.DROP)) {
        play.side(tag).forEach(row -> outputs.add(DataloopMapping.toAvro(row)));
      }
      play.side(PlayFunction.SEARCHES).forEach(row -> outputs.add(DataloopMapping.toAvro(row)));
      play.side(PlayFunction.PLANS).forEach(row -> outputs.add(DataloopMapping.toAvro(row)));
      rates.main().forEach(row -> outputs.add(DataloopMapping.toAvro(row)));
      List<DeadLetter> letters = new ArrayList<>(intake.side(IntakeFunction.REFUSED));
      letters.addAll(play.side(PlayFunction.REFUSED));
      return new ExtremeTrial.Outcome(outputs, letters);
    }
  }
}
