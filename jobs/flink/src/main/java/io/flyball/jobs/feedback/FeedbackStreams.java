package io.flyball.jobs.feedback;

import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What comes out of the feedback job. */
public record FeedbackStreams(
    DataStream<AttributedFeedback> attributed,
    DataStream<Alert> alerts,
    DataStream<DeadLetter> deadLetters) {}
