package io.flyball.local.pipe;

import io.flyball.jobs.feedback.FeedbackConfig;
import io.flyball.jobs.feedback.FeedbackDecoder;
import io.flyball.jobs.feedback.FeedbackMapping;
import io.flyball.jobs.feedback.FeedbackStreams;
import io.flyball.jobs.feedback.FeedbackTopology;
import io.flyball.jobs.feedback.Ingested;
import io.flyball.jobs.runtime.RecordMapping;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import java.util.List;

/** The feedback topology between two streams of JSON lines. */
public final class FeedbackPipe {
  private FeedbackPipe() {}

  /** Defines the job; the caller executes it. */
  public static void build(Pipe pipe, FeedbackConfig config) {
    FeedbackDecoder decoder = new FeedbackDecoder(config);
    Pipe.Lines<Ingested> lines =
        pipe.lines(
            List.of(Exposure.class, FeedbackSignal.class),
            decoder::ingest,
            FeedbackTopology.eventTime(config),
            Ingested.class);
    FeedbackStreams streams = FeedbackTopology.define(lines.data(), lines.control(), config);
    pipe.write(
        Pipe.json(streams.attributed(), FeedbackMapping::toAvro, "attributed")
            .union(
                Pipe.json(streams.alerts(), RecordMapping::toAvro, "alerts"),
                Pipe.json(streams.deadLetters(), RecordMapping::toAvro, "dead-letters")));
  }
}
