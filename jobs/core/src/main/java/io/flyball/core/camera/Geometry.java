package io.flyball.core.camera;

/**
 * The pixel array of a sensor.
 *
 * @param width columns, 1 … 65535
 * @param height rows, 1 … 65535
 */
public record Geometry(int width, int height) {
  /** What an 11-bit sensor address can name: the limit when a recording does not say its size. */
  public static final Geometry UNKNOWN = new Geometry(2048, 2048);

  public Geometry {
    if (width < 1 || width > 65535 || height < 1 || height > 65535) {
      throw new IllegalArgumentException(
          "A sensor has 1 to 65535 columns and rows; found " + width + "x" + height + ".");
    }
  }

  /**
   * Whether this is the array of a sensor, rather than all that addresses can name: no sensor is a
   * square of 2048 columns or more.
   */
  public boolean known() {
    return width != height || width < 2048;
  }

  /** Number of pixels. */
  public long pixels() {
    return (long) width * height;
  }

  /** Reads {@code 640x480}. */
  public static Geometry parse(String text) {
    String[] parts = text.trim().split("x", -1);
    try {
      if (parts.length == 2) {
        return new Geometry(Integer.parseInt(parts[0].trim()), Integer.parseInt(parts[1].trim()));
      }
    } catch (NumberFormatException e) {
      // falls through to the one message that says what is allowed
    }
    throw new IllegalArgumentException(
        "A sensor size is written as width x height, such as 640x480; found '" + text + "'.");
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
