package io.flyball.core.places;

import java.util.ArrayList;
import java.util.List;

/**
 * Which frames of a traverse are places, as in the published evaluation: each polarity has events
 * on more than 1 % of the pixels and on fewer than all; the camera has moved (by more than 1 mm)
 * before the next kept frame, so that the last is dropped; neither polarity is on as many pixels as
 * the mean and three standard deviations over the traverse.
 */
public final class FrameFilter {
  private static final double LEAST_ACTIVE = 0.01;
  private static final double LEAST_MOTION_M = 0.001;

  private FrameFilter() {}

  /**
   * Indices of the frames that are kept.
   *
   * @param positions of the frames
   */
  public static List<Integer> kept(List<PlaceFrame> frames, Positions positions) {
    List<Integer> active = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      if (active(frames.get(i))) {
        active.add(i);
      }
    }
    List<Integer> moved = new ArrayList<>();
    for (int k = 0; k + 1 < active.size(); k++) {
      if (positions.distance(active.get(k), positions, active.get(k + 1)) > LEAST_MOTION_M) {
        moved.add(active.get(k));
      }
    }
    double offLimit = limit(moved.stream().mapToLong(i -> frames.get(i).off()).toArray());
    double onLimit = limit(moved.stream().mapToLong(i -> frames.get(i).on()).toArray());
    return moved.stream()
        .filter(i -> frames.get(i).off() < offLimit && frames.get(i).on() < onLimit)
        .toList();
  }

  /** Whether each polarity has events on more than 1 % of the pixels and on fewer than all. */
  public static boolean active(PlaceFrame f) {
    double off = f.off() / (double) f.pixels();
    double on = f.on() / (double) f.pixels();
    return off > LEAST_ACTIVE && off < 1 && on > LEAST_ACTIVE && on < 1;
  }

  /** Mean and three standard deviations of the population; above any number for equal ones. */
  private static double limit(long[] n) {
    double mean = 0;
    for (long v : n) {
      mean += (double) v / n.length;
    }
    double squares = 0;
    for (long v : n) {
      squares += (v - mean) * (v - mean);
    }
    double sigma = n.length == 0 ? 0 : Math.sqrt(squares / n.length);
    return sigma == 0 ? Double.POSITIVE_INFINITY : mean + 3 * sigma;
  }
}
