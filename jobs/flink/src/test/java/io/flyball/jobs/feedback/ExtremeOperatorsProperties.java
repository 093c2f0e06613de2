package io.flyball.jobs.feedback;

import io.flyball.connectors.codec.JsonLines;
import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.harness.ExtremeInputs;
import io.flyball.jobs.harness.ExtremeTrial;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.runtime.RecordMapping;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.specific.SpecificRecord;

/** Records at the limits of their schemas through the operators of the feedback job. */
class ExtremeOperatorsProperties extends ExtremeInputs {
  private static final int TRIES = 15;

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void noRecordStopsTheJobOrTouchesAnotherKeyAndWhatIsRefusedLeavesNoTrace(
      @ForAll("feedback") List<String> extremes) throws Exception {
    ExtremeTrial.check(
        List.of(Exposure.class, FeedbackSignal.class),
        extremes,
        feedbackGood(),
        ExtremeOperatorsProperties::run);
  }

  private static ExtremeTrial.Outcome run(List<JsonLines.Line> lines) throws Exception {
    FeedbackConfig config = Fixtures.config();
    FeedbackDecoder decoder = new FeedbackDecoder(config);
    try (Subtasks<Ingested, PackedEvent> timely =
            new Subtasks<>(Operators.timeliness(config), 1, false);
        Subtasks<PackedEvent, PackedEvent> distinct =
            new Subtasks<>(Operators.deduplication(config), 1, false);
        Subtasks<PackedEvent, AttributedFeedback> attributed =
            new Subtasks<>(Operators.attribution(config), 1, false)) {
      for (JsonLines.Line line : lines) {
        Ingested in = decoder.ingest(line.raw(), line.decoded());
        timely.send(in, in.time());
      }
      for (PackedEvent event : timely.main()) {
        distinct.send(event, event.time());
      }
      for (PackedEvent event : distinct.main()) {
        attributed.send(event, event.time());
      }
      attributed.watermark(Long.MAX_VALUE);
      List<SpecificRecord> outputs = new ArrayList<>();
      attributed.main().forEach(row -> outputs.add(FeedbackMapping.toAvro(row)));
      attributed
          .side(AttributeFunction.ALERTS)
          .forEach(alert -> outputs.add(RecordMapping.toAvro(alert)));
      List<DeadLetter> letters = new ArrayList<>(timely.side(TimelinessFunction.REFUSED));
      letters.addAll(distinct.side(DeduplicateFunction.CONFLICTS));
      return new ExtremeTrial.Outcome(outputs, letters);
    }
  }
}
