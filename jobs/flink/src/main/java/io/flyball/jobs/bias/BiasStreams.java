package io.flyball.jobs.bias;

import io.flyball.core.control.CameraCommand;
import io.flyball.core.control.CameraWindow;
import io.flyball.core.places.CameraPlace;
import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What comes out of the bias job. */
public record BiasStreams(
    DataStream<CameraCommand> commands,
    DataStream<CameraWindow> windows,
    DataStream<CameraPlace> places,
    DataStream<Alert> alerts,
    DataStream<DeadLetter> deadLetters) {}
