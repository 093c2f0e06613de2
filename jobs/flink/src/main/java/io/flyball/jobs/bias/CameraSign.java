package io.flyball.jobs.bias;

import io.flyball.core.control.CameraWindow;

/**
 * What the patterns look at: a window in short. Plain values only, because CEP compares events.
 *
 * @param number counts the windows of a camera
 * @param time epoch ms
 * @param side −1 below the band, 0 inside, 1 above
 * @param pinned −1 or 1 at the rail of that side, else 0
 * @param overBand rate over the band's upper end
 * @param rate events per second
 * @param lost packets missing since the window before
 */
public record CameraSign(
    String camera,
    String id,
    long number,
    long time,
    int side,
    int pinned,
    double overBand,
    double rate,
    long lost) {

  static CameraSign of(CameraWindow w) {
    return new CameraSign(
        w.camera(),
        w.id(),
        Long.parseLong(w.id().substring(w.id().lastIndexOf('/') + 1)),
        w.timeMs(),
        w.side(),
        w.pinned(),
        w.rate() / w.bandHigh(),
        w.rate(),
        w.lost());
  }
}
