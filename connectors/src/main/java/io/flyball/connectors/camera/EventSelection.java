package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.HotPixels;

/**
 * Which events of a recording are wanted: those of a stretch of time, counted from the first event,
 * of a window of pixels, and not of hot pixels. Null, or false, stands for: all.
 *
 * @param fromUs first µs of the stretch
 * @param toUs first µs behind it
 * @param region window of pixels
 * @param dropHot whether events of pixels that {@link HotPixels} masks are left out
 */
public record EventSelection(Long fromUs, Long toUs, Region region, boolean dropHot) {
  /** Everything. */
  public static final EventSelection ALL = new EventSelection(null, null, null, false);

  /**
   * A window of pixels.
   *
   * @param x first column
   * @param y first row
   */
  public record Region(int x, int y, int width, int height) {
    public Region {
      if (x < 0 || y < 0 || width < 1 || height < 1 || x > 65535 || y > 65535) {
        throw new IllegalArgumentException(
            "A window of pixels begins at 0 or above and has at least one column and row.");
      }
    }

    /** Reads {@code x,y,WxH}, such as 10,20,64x48. */
    public static Region parse(String text) {
      String[] parts = text.strip().split(",", -1);
      try {
        if (parts.length == 3) {
          Geometry size = Geometry.parse(parts[2]);
          return new Region(
              Integer.parseInt(parts[0].strip()),
              Integer.parseInt(parts[1].strip()),
              size.width(),
              size.height());
        }
      } catch (NumberFormatException e) {
        // falls through to the one sentence that says what is allowed
      }
      throw new IllegalArgumentException(
          "A window of pixels is written x,y,WxH, such as 10,20,64x48; found '" + text + "'.");
    }

    private boolean holds(int column, int row) {
      return column >= x && column - x < width && row >= y && row - y < height;
    }
  }

  public EventSelection {
    if (fromUs != null && toUs != null && toUs <= fromUs) {
      throw new IllegalArgumentException("A stretch ends behind its begin.");
    }
  }

  boolean all() {
    return fromUs == null && toUs == null && region == null && !dropHot;
  }

  /** A running selection over one recording. */
  final class Running {
    private HotPixels hot;
    private Long origin;
    private long left;

    /** Events left out so far. */
    long left() {
      return left;
    }

    /** Pixels masked as hot at the moment. */
    int masked() {
      return hot == null ? 0 : hot.masked();
    }

    /** Keeps the events that are wanted. */
    void apply(EventColumns c, Geometry geometry) {
      if (origin == null && (!c.isEmpty() || c.triggers().size() > 0)) {
        origin = c.isEmpty() ? c.triggers().t(0) : c.t(0);
      }
      if (dropHot && hot == null && !c.isEmpty()) {
        hot =
            new HotPixels(
                geometry.known() && geometry.pixels() <= HotPixels.MOST
                    ? geometry
                    : Geometry.UNKNOWN);
      }
      int kept = 0;
      for (int i = 0; i < c.size(); i++) {
        if (wanted(c, i)) {
          c.times()[kept] = c.t(i);
          c.columns()[kept] = c.columns()[i];
          c.rows()[kept] = c.rows()[i];
          c.polarities()[kept] = c.polarities()[i];
          kept++;
        }
      }
      left += c.size() - kept;
      c.resize(kept);
      c.triggers().keep(t -> inTime(t));
    }

    private boolean wanted(EventColumns c, int i) {
      boolean cold = hot == null || hot.add(c.t(i), c.x(i), c.y(i));
      return cold && inTime(c.t(i)) && (region == null || region.holds(c.x(i), c.y(i)));
    }

    private boolean inTime(long t) {
      long since = t - origin;
      return (fromUs == null || since >= fromUs) && (toUs == null || since < toUs);
    }
  }
}
