package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import java.awt.Color;
import java.awt.image.BufferedImage;

/**
 * A picture of the events of a stretch of time on white: a pixel is red where ON events prevail,
 * blue where OFF events do, the darker the more, and violet where they are as many.
 *
 * <p>One event has full colour, so that it is seen. An array of fewer than {@value #WIDE} columns
 * is enlarged by a whole factor.
 */
public final class EventFrame {
  private static final int WIDE = 640;

  /** Events more of one kind than of the other from which a pixel is darkest. */
  private static final int DARKEST = 6;

  private static final int STEP = 24;
  private static final int FULL = 235;
  private static final int VIOLET = new Color(150, 0, 180).getRGB();
  private static final int WHITE = Color.WHITE.getRGB();

  private final Geometry geometry;
  private final int[] balance;
  private final boolean[] seen;
  private long events;

  public EventFrame(Geometry geometry) {
    this.geometry = geometry;
    this.balance = new int[Math.toIntExact(geometry.pixels())];
    this.seen = new boolean[balance.length];
  }

  /** Adds the events of [from, to) µs. */
  public void add(EventColumns c, long from, long to) {
    for (int i = 0; i < c.size(); i++) {
      if (c.t(i) >= from && c.t(i) < to) {
        int pixel = c.y(i) * geometry.width() + c.x(i);
        balance[pixel] += 2 * c.p(i) - 1;
        seen[pixel] = true;
        events++;
      }
    }
  }

  public long events() {
    return events;
  }

  public BufferedImage image() {
    int zoom = Math.max(1, WIDE / geometry.width());
    BufferedImage image =
        new BufferedImage(
            geometry.width() * zoom, geometry.height() * zoom, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[geometry.width() * zoom];
    for (int y = 0; y < geometry.height(); y++) {
      for (int x = 0; x < row.length; x++) {
        row[x] = colour(y * geometry.width() + x / zoom);
      }
      for (int k = 0; k < zoom; k++) {
        image.setRGB(0, y * zoom + k, row.length, 1, row, 0, row.length);
      }
    }
    return image;
  }

  private int colour(int pixel) {
    if (!seen[pixel]) {
      return WHITE;
    }
    int strength = Math.min(DARKEST, Math.abs(balance[pixel]));
    int value = FULL - STEP * (strength - 1);
    return strength == 0
        ? VIOLET
        : (balance[pixel] > 0 ? new Color(value, 0, 0) : new Color(0, 0, value)).getRGB();
  }
}
