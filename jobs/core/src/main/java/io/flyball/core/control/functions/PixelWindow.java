package io.flyball.core.control.functions;

import io.flyball.core.camera.Geometry;
import java.util.ArrayList;
import java.util.List;

/**
 * A rectangle of pixels; a single pixel is 1x1.
 *
 * @param x its leftmost column
 * @param y its topmost row, 0 on top
 */
public record PixelWindow(int x, int y, int width, int height) {

  /** Whether all of it lies on a sensor. */
  public boolean within(Geometry sensor) {
    return x >= 0
        && y >= 0
        && (long) x + width <= sensor.width()
        && (long) y + height <= sensor.height();
  }

  /**
   * Reads {@code x,y,width,height}, several separated by semicolons.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static List<PixelWindow> parse(String text) {
    List<PixelWindow> windows = new ArrayList<>();
    for (String one : text.split(";", -1)) {
      String[] n = one.strip().split(",", -1);
      try {
        PixelWindow window =
            new PixelWindow(
                Integer.parseInt(n[0].strip()),
                Integer.parseInt(n[1].strip()),
                Integer.parseInt(n[2].strip()),
                Integer.parseInt(n[3].strip()));
        if (n.length == 4 && window.x >= 0 && window.y >= 0 && window.positive()) {
          windows.add(window);
          continue;
        }
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        // falls through to the one message that says what is allowed
      }
      throw new IllegalArgumentException(
          "A window is x,y,width,height in pixels, such as 0,0,64,32; found '" + one + "'.");
    }
    return List.copyOf(windows);
  }

  private boolean positive() {
    return width > 0 && height > 0;
  }

  @Override
  public String toString() {
    return x + "," + y + "," + width + "," + height;
  }
}
