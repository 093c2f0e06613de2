package io.flyball.jobs.feedback;

import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.feedback.Exposure;
import io.flyball.core.feedback.FeedbackSignal;
import io.flyball.core.feedback.SenderShift;
import io.flyball.schemas.FeedbackStatus;
import io.flyball.schemas.FeedbackSubject;
import java.time.Instant;

/** Core records to Avro, for the feedback family. */
public final class FeedbackMapping {
  private FeedbackMapping() {}

  public static io.flyball.schemas.Exposure toAvro(Exposure e) {
    return new io.flyball.schemas.Exposure(
        e.id(),
        Instant.ofEpochMilli(e.time()),
        e.user(),
        e.item(),
        e.decisionId(),
        e.session(),
        e.surface(),
        e.position(),
        io.flyball.schemas.ItemSource.valueOf(e.itemSource().name()),
        e.categories(),
        e.modelVersion(),
        e.propensity(),
        e.randomHoldout(),
        sentAt(e.shift()),
        shiftMs(e.shift()));
  }

  public static io.flyball.schemas.FeedbackSignal toAvro(FeedbackSignal s) {
    return new io.flyball.schemas.FeedbackSignal(
        s.id(),
        Instant.ofEpochMilli(s.time()),
        s.user(),
        io.flyball.schemas.SignalKind.valueOf(s.kind().name()),
        s.exposureId(),
        s.decisionId(),
        s.item(),
        s.value(),
        io.flyball.schemas.FeedbackStage.valueOf(s.stage().name()),
        io.flyball.schemas.FeedbackActor.valueOf(s.actor().name()),
        s.traceId(),
        s.spanId(),
        s.text(),
        sentAt(s.shift()),
        shiftMs(s.shift()));
  }

  private static Instant sentAt(SenderShift shift) {
    return shift == null || shift.sentAt() == 0 ? null : Instant.ofEpochMilli(shift.sentAt());
  }

  private static Long shiftMs(SenderShift shift) {
    return shift == null ? null : (Long) shift.shiftMs();
  }

  public static io.flyball.schemas.AttributedFeedback toAvro(AttributedFeedback row) {
    return new io.flyball.schemas.AttributedFeedback(
        row.id(),
        FeedbackSubject.valueOf(row.subject().name()),
        FeedbackStatus.valueOf(row.status().name()),
        Instant.ofEpochMilli(row.time()),
        row.user(),
        row.exposure() == null ? null : toAvro(row.exposure()),
        row.signal() == null ? null : toAvro(row.signal()),
        row.delayMs(),
        row.immediate() == null ? null : toAvro(row.immediate()),
        row.hindsight() == null ? null : toAvro(row.hindsight()),
        row.revision(),
        row.retracts(),
        row.late());
  }
}
