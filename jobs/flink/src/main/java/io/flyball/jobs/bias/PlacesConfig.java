package io.flyball.jobs.bias;

import io.flyball.core.camera.Geometry;
import io.flyball.core.control.places.PlaceRules;
import io.flyball.core.places.DescriptorOptions;
import io.flyball.core.places.FrameCutter;
import io.flyball.jobs.runtime.config.Key;
import java.time.Duration;
import java.util.Optional;

/** The {@code bias.places} section: which places cameras recognise. */
public record PlacesConfig(
    @Key(value = "false", meaning = "Match frames of events with a reference map.") boolean enabled,
    @Key(value = "camera.references", meaning = "Topic of PlaceReference records.")
        String referencesTopic,
    @Key(value = "camera.places", meaning = "Topic of the places that cameras recognise.")
        String topic,
    @Key(meaning = "The map that every camera is matched with; empty: the one of its own name.")
        Optional<String> map,
    @Key(
            value = "66 ms",
            min = "1 ms",
            max = "1 min",
            meaning = "Length of a frame in device time.")
        Duration frame,
    @Key(
            min = "1",
            max = "1000000000",
            unit = "events",
            meaning = "A frame ends after so many events instead; empty: by time.")
        Optional<Long> frameEvents,
    @Key(value = "true", meaning = "Equalise the histogram of each polarity.") boolean equalise,
    @Key(value = "true", meaning = "Make the frame smaller by 4, by means of 4x4 pixels.")
        boolean quarter,
    @Key(
            value = "8",
            min = "2",
            max = "64",
            unit = "pixels",
            meaning = "Side of a patch that is normalised.")
        int patch,
    @Key(
            value = "5",
            min = "0",
            max = "1e6",
            unit = "m",
            meaning = "Places no farther from the match are the same place: they give no margin.")
        double tolerance,
    @Key(
            value = "1",
            min = "1",
            max = "100",
            unit = "frames",
            meaning = "Match sequences of so many frames; 1: each for itself.")
        int sequence,
    @Key(
            value = "2000",
            min = "1",
            max = "100000",
            unit = "places",
            meaning = "Most places of a map; a reference with a higher number is a dead letter.")
        int mostReferences) {

  /** How a frame becomes a descriptor. */
  public DescriptorOptions form() {
    return new DescriptorOptions(false, equalise, quarter, patch, false);
  }

  /** Cuts the frames of an array of pixels. */
  public FrameCutter cutter(Geometry array) {
    return rules(false).cutter(array);
  }

  /**
   * The rules.
   *
   * @param margin whether the controller aims at the margin
   */
  PlaceRules rules(boolean margin) {
    return new PlaceRules(
        map.orElse(""),
        frameEvents.isPresent() ? Long.MAX_VALUE : frame.toMillis() * 1000,
        frameEvents.orElse(Long.MAX_VALUE),
        form(),
        tolerance,
        sequence,
        margin);
  }
}
