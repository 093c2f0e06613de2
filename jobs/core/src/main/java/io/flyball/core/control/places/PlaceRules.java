package io.flyball.core.control.places;

import io.flyball.core.camera.Geometry;
import io.flyball.core.places.DescriptorOptions;
import io.flyball.core.places.FrameCutter;
import io.flyball.core.places.SequenceMatcher;
import java.io.Serializable;

/**
 * How a camera recognises places.
 *
 * @param map name of the reference map; empty for that of the camera's own name
 * @param frameUs length of a frame in device time; Long.MAX_VALUE for frames of events
 * @param frameEvents events of a frame; Long.MAX_VALUE for frames of time
 * @param form how a frame becomes a descriptor
 * @param tolerance within which two places are one, m
 * @param sequence frames that are matched together; 1 for single ones
 * @param margin whether the controller aims at the margin of the matches
 */
public record PlaceRules(
    String map,
    long frameUs,
    long frameEvents,
    DescriptorOptions form,
    double tolerance,
    int sequence,
    boolean margin)
    implements Serializable {
  /** Frames of a larger array would take more memory than a place is worth. */
  public static final long MOST_PIXELS = 1 << 21;

  /** Cuts the frames of an array. */
  public FrameCutter cutter(Geometry array) {
    return FrameCutter.of(array, frameUs, frameEvents);
  }

  /** The matching of sequences; null for single frames. */
  SequenceMatcher matcher() {
    SequenceMatcher usual = SequenceMatcher.USUAL;
    return sequence == 1 ? null : new SequenceMatcher(sequence, usual.window(), usual.slopes());
  }

  boolean fits(int width, int height) {
    return fits(form, width, height);
  }

  /** Side of the smallest array that has a whole patch, pixels. */
  public static int side(DescriptorOptions form) {
    return form.patch() * (form.quarter() ? 4 : 1);
  }

  /** Whether frames of an array become descriptors. */
  public static boolean fits(DescriptorOptions form, int width, int height) {
    int side = side(form);
    return (long) width * height <= MOST_PIXELS
        && Math.min(width, height) >= side
        && Math.max(width, height) < 1 << 16;
  }

  String mapOf(String camera) {
    return map.isEmpty() ? camera : map;
  }
}
