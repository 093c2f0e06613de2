package io.flyball.jobs.loop;

import io.flyball.connectors.codec.JsonLines;
import io.flyball.core.loop.PanePart;
import io.flyball.jobs.harness.ExtremeInputs;
import io.flyball.jobs.harness.ExtremeTrial;
import io.flyball.jobs.harness.Subtasks;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.specific.SpecificRecord;

/** Records at the limits of their schemas through the operators of the loop job. */
class ExtremeOperatorsProperties extends ExtremeInputs {
  private static final int TRIES = 15;

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void noRecordStopsTheJobOrTouchesAnotherKeyAndWhatIsRefusedLeavesNoTrace(
      @ForAll("loop") List<String> extremes) throws Exception {
    ExtremeTrial.check(LoopDecoder.TYPES, extremes, loopGood(), ExtremeOperatorsProperties::run);
  }

  private static ExtremeTrial.Outcome run(List<JsonLines.Line> lines) throws Exception {
    LoopConfig config = Events.config();
    LoopDecoder decoder = new LoopDecoder(config);
    try (Subtasks<LoopInput, Interaction> timely =
            new Subtasks<>(Operators.timeliness(config), 1, false);
        Subtasks<Interaction, Interaction> distinct =
            new Subtasks<>(Operators.deduplication(config), 1, false);
        Subtasks<Interaction, PanePart> counted =
            new Subtasks<>(Operators.preAggregate(config), 1, false);
        Subtasks<TurnSeen, PanePart> episodes =
            new Subtasks<>(Operators.episodes(config), 1, false);
        Subtasks<TraceSeen, StageFeedbackRow> traces =
            new Subtasks<>(Operators.traces(config), 1, false);
        Subtasks<PanePart, MetricRow> windows =
            new Subtasks<>(Operators.windows(config), 1, false)) {
      for (JsonLines.Line line : lines) {
        LoopInput in = decoder.ingest(line.raw(), line.decoded());
        timely.send(in, in.time());
      }
      for (Interaction interaction : timely.main()) {
        distinct.send(interaction, interaction.time());
      }
      for (TurnSeen turn : timely.side(TimelinessFunction.TURNS)) {
        episodes.send(turn, turn.time());
      }
      for (TraceSeen trace : timely.side(TimelinessFunction.TRACES)) {
        traces.send(trace, trace.time());
      }
      distinct.watermark(Long.MAX_VALUE);
      episodes.watermark(Long.MAX_VALUE);
      traces.watermark(Long.MAX_VALUE);
      for (Interaction interaction : distinct.main()) {
        counted.send(interaction, interaction.time());
      }
      counted.watermark(Long.MAX_VALUE);
      for (PanePart part : counted.main()) {
        windows.send(part, 0);
      }
      for (PanePart part : episodes.main()) {
        windows.send(part, 0);
      }
      windows.watermark(Long.MAX_VALUE);
      List<SpecificRecord> outputs = new ArrayList<>();
      windows.main().forEach(row -> outputs.add(LoopMapping.toAvro(row)));
      traces.main().forEach(row -> outputs.add(LoopMapping.toAvro(row)));
      return new ExtremeTrial.Outcome(outputs, timely.side(TimelinessFunction.REFUSED));
    }
  }
}
