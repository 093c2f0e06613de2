package io.flyball.tools.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import java.awt.image.BufferedImage;

/**
 * A picture of the events of a stretch of time: a pixel is ON minus OFF events, from blue over
 * white to red. A pixel with {@value #FULL} events more of one kind than of the other has its full
 * colour.
 */
public final class EventFrame {
  private static final int FULL = 3;

  private final Geometry geometry;
  private final int[] balance;
  private long events;

  public EventFrame(Geometry geometry) {
    this.geometry = geometry;
    this.balance = new int[Math.toIntExact(geometry.pixels())];
  }

  /** Adds the events of [from, to) µs. */
  public void add(EventColumns c, long from, long to) {
    for (int i = 0; i < c.size(); i++) {
      if (c.t(i) >= from && c.t(i) < to) {
        balance[c.y(i) * geometry.width() + c.x(i)] += 2 * c.p(i) - 1;
        events++;
      }
    }
  }

  public long events() {
    return events;
  }

  public BufferedImage image() {
    BufferedImage image =
        new BufferedImage(geometry.width(), geometry.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < balance.length; i++) {
      int strength = Math.min(FULL, Math.abs(balance[i]));
      int faded = 255 - 255 * strength / FULL;
      int colour =
          balance[i] < 0 ? faded << 16 | faded << 8 | 0xff : 0xff << 16 | faded << 8 | faded;
      image.setRGB(i % geometry.width(), i / geometry.width(), colour);
    }
    return image;
  }
}
