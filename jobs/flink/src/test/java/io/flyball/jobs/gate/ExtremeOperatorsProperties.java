package io.flyball.jobs.gate;

import io.flyball.connectors.codec.JsonLines;
import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.harness.ExtremeInputs;
import io.flyball.jobs.harness.ExtremeTrial;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.runtime.RecordMapping;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.specific.SpecificRecord;

/** Records at the limits of their schemas through the operators of the gate job. */
class ExtremeOperatorsProperties extends ExtremeInputs {
  private static final int TRIES = 15;
  private static final GateConfig CONFIG =
      Fixtures.config(
          "gate.out-of-orderness=20 min",
          "gate.rules={risks: {reversible: {miss: 4, block: 1}, irreversible: {miss: 9, block: 1,"
              + " irreversible: true}}, fields: {speed: double}, values: [{name: mean, value:"
              + " previous * 0.5 + speed * 0.5}], rules: [{name: fast, when: mean > 4.0, then:"
              + " block}, {name: ratio, when: 1.0 / speed > 0.5, then: block}]}");

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void noRecordStopsTheJobOrTouchesAnotherKeyAndWhatIsRefusedLeavesNoTrace(
      @ForAll("gate") List<String> extremes) throws Exception {
    ExtremeTrial.check(GateDecoder.TYPES, extremes, gateGood(), ExtremeOperatorsProperties::run);
  }

  private static ExtremeTrial.Outcome run(List<JsonLines.Line> lines) throws Exception {
    GateDecoder decoder = new GateDecoder(CONFIG);
    List<SpecificRecord> outputs = new ArrayList<>();
    try (Subtasks<GateInput, ActionEvent> intake =
        new Subtasks<>(Operators.intake(CONFIG), 1, false)) {
      for (JsonLines.Line line : lines) {
        GateInput in = decoder.ingest(line.raw(), line.decoded());
        intake.send(in, in.time());
      }
      verdicts(intake.main(), outputs);
      next(intake.side(GateIntake.STEPS), outputs);
      List<DeadLetter> letters = intake.side(GateIntake.REFUSED);
      return new ExtremeTrial.Outcome(outputs, letters);
    }
  }

  private static void verdicts(List<ActionEvent> events, List<SpecificRecord> outputs)
      throws Exception {
    try (Subtasks<ActionEvent, ActionEvent> actions =
            new Subtasks<>(Operators.actions(CONFIG), 1, false);
        Subtasks<Judgement, Belief> critics = new Subtasks<>(Operators.critics(CONFIG), 1, false);
        Subtasks<ActionEvent, RuledAction> rules =
            new Subtasks<>(Operators.rules(CONFIG), 1, false);
        Subtasks<RuledAction, VerdictRow> verdicts =
            new Subtasks<>(Operators.verdicts(CONFIG), 1, false)) {
      for (ActionEvent event : events) {
        actions.send(event, event.time());
      }
      actions.watermark(Long.MAX_VALUE);
      for (Judgement judged : actions.side(ActionFunction.JUDGEMENTS)) {
        critics.send(judged, judged.time());
      }
      critics.watermark(Long.MAX_VALUE);
      for (ActionEvent proposal : actions.main()) {
        rules.send(proposal, proposal.time());
      }
      rules.watermark(Long.MAX_VALUE);
      for (Belief belief : critics.main()) {
        Operators.<RuledAction, Belief, VerdictRow>inlets(verdicts, 0)
            .processBroadcastElement(belief, belief.end());
      }
      for (RuledAction ruled : rules.main()) {
        verdicts.send(ruled, ruled.event().time());
      }
      for (ActionEvent rest : actions.side(ActionFunction.REST)) {
        verdicts.send(new RuledAction(rest, List.of()), rest.time());
      }
      verdicts.watermark(Long.MAX_VALUE);
      verdicts.main().forEach(row -> outputs.add(GateMapping.toAvro(row)));
      critics
          .side(CriticFunction.ALERTS)
          .forEach(alert -> outputs.add(RecordMapping.toAvro(alert)));
    }
  }

  private static void next(List<StepEvent> steps, List<SpecificRecord> outputs) throws Exception {
    try (Subtasks<StepEvent, FailureRow> episodes =
            new Subtasks<>(Operators.episodes(CONFIG), 1, false);
        Subtasks<StepEvent, NextRow> sessions =
            new Subtasks<>(Operators.sessions(CONFIG), 1, false)) {
      for (StepEvent step : steps) {
        episodes.send(step, step.time());
      }
      episodes.watermark(Long.MAX_VALUE);
      for (StepEvent step : episodes.side(EpisodeFunction.PLAYED)) {
        sessions.send(step, step.time());
      }
      sessions.watermark(Long.MAX_VALUE);
      episodes.main().forEach(row -> outputs.add(GateMapping.toAvro(row)));
      sessions.main().forEach(row -> outputs.add(GateMapping.toAvro(row)));
      episodes
          .side(EpisodeFunction.ALERTS)
          .forEach(alert -> outputs.add(RecordMapping.toAvro(alert)));
    }
  }
}
