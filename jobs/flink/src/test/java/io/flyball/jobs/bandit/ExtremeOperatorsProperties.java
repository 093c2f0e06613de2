package io.flyball.jobs.bandit;

import io.flyball.connectors.codec.JsonLines;
import io.flyball.core.bandit.serve.Decision;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.jobs.harness.ExtremeInputs;
import io.flyball.jobs.harness.ExtremeTrial;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.DecisionStatus;
import io.flyball.schemas.Reward;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** Records at the limits of their schemas through the operators of the bandit job. */
@SuppressWarnings("try") // a harness's close names every exception
class ExtremeOperatorsProperties extends ExtremeInputs {
  private static final int TRIES = 15;

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void noRecordStopsTheJobOrTouchesAnotherKeyAndWhatIsRefusedLeavesNoTrace(
      @ForAll("bandit") List<String> extremes) throws Exception {
    ExtremeTrial.check(
        List.of(DecisionRequest.class, Reward.class),
        extremes,
        banditGood(),
        ExtremeOperatorsProperties::run);
  }

  private static ExtremeTrial.Outcome run(List<JsonLines.Line> lines) throws Exception {
    BanditConfig config = ServingOperator.config();
    BanditDecoder decoder = new BanditDecoder(config);
    try (var refusals =
            new OneInputStreamOperatorTestHarness<BanditEvent, BanditEvent>(
                new ProcessOperator<>(new BanditRefusals(config)));
        Subtasks<BanditEvent, Decision> serving =
            new Subtasks<>(ServingOperator.of(config), 1, false)) {
      refusals.open();
      for (JsonLines.Line line : lines) {
        refusals.processElement(decoder.ingest(line.raw(), line.decoded()), 0);
      }
      for (BanditEvent event : refusals.extractOutputValues()) {
        serving.send(event, event.time());
      }
      serving.watermark(Long.MAX_VALUE);
      List<SpecificRecord> outputs = new ArrayList<>();
      // Whoever sent what is refused is told so.
      serving.main().stream()
          .map(BanditMapping::toAvro)
          .filter(decision -> decision.getStatus() != DecisionStatus.REFUSED)
          .forEach(outputs::add);
      serving
          .side(BanditFunction.OUTCOMES)
          .forEach(outcome -> outputs.add(BanditMapping.toAvro(outcome)));
      serving
          .side(BanditFunction.SNAPSHOTS)
          .forEach(snapshot -> outputs.add(BanditMapping.toAvro(snapshot)));
      serving.side(BanditFunction.LATE).forEach(late -> outputs.add(BanditMapping.toAvro(late)));
      // A reward that waits for its decision has moved event time, as every record does that may
      // be good, before it is refused: it is in both runs.
      List<DeadLetter> letters =
          new ArrayList<>(
              serving.side(BanditFunction.REFUSED).stream()
                  .filter(letter -> letter.reason() != Reason.UNKNOWN_DECISION)
                  .toList());
      var early = refusals.getSideOutput(BanditRefusals.REFUSED);
      if (early != null) {
        early.forEach(letter -> letters.add(letter.getValue()));
      }
      return new ExtremeTrial.Outcome(outputs, letters);
    }
  }
}
