package io.flyball.core.places;

import java.util.Arrays;

/** A picture of one number a pixel; row-major, row 0 on top. */
@SuppressWarnings("ArrayRecordComponent") // a picture is its pixels; never compared
public record GreyImage(int width, int height, double[] pixels) {
  private static final int LEVELS = 256;
  private static final double BLUE = 0.114;
  private static final double RED = 0.299;

  public GreyImage {
    if (width < 1 || height < 1 || pixels.length != width * height) {
      throw new IllegalArgumentException("A picture has one number for each of its pixels.");
    }
  }

  /**
   * Histogram equalisation of one channel of 0 … 255: with h the histogram, i its first bin that is
   * not empty and N the number of pixels, i becomes 0 and v becomes round(255·Σ_{i&lt;j≤v} h_j/(N −
   * h_i)), half to even. A channel of one value stays as it is.
   *
   * <p>Source: OpenCV, equalizeHist. Values above 255 count as 255.
   */
  public static int[] equalised(int[] channel) {
    int[] histogram = new int[LEVELS];
    for (int v : channel) {
      histogram[Math.min(v, LEVELS - 1)]++;
    }
    int first = 0;
    while (histogram[first] == 0) {
      first++;
    }
    int rest = channel.length - histogram[first];
    if (rest == 0) {
      return channel.clone();
    }
    int[] map = new int[LEVELS];
    long sum = 0;
    for (int v = first + 1; v < LEVELS; v++) {
      sum += histogram[v];
      map[v] = (int) Math.rint(255.0 * sum / rest);
    }
    return Arrays.stream(channel).map(v -> map[Math.min(v, LEVELS - 1)]).toArray();
  }

  /**
   * The grey of a frame whose OFF events are blue and whose ON events are red: round(0.114·B +
   * 0.299·R), channels cut at 255.
   */
  public static GreyImage of(CountFrame frame, boolean equalise) {
    int[] blue = equalise ? equalised(frame.off()) : frame.off();
    int[] red = equalise ? equalised(frame.on()) : frame.on();
    double[] grey = new double[blue.length];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = Math.rint(BLUE * Math.min(255, blue[i]) + RED * Math.min(255, red[i]));
    }
    return new GreyImage(frame.width(), frame.height(), grey);
  }

  /**
   * A picture of a quarter of the width and height: means of 4x4 pixels, rounded half to even. What
   * is over at the right and the bottom is lost.
   */
  public GreyImage quartered() {
    int w = width / 4;
    int h = height / 4;
    double[] small = new double[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        double sum = 0;
        for (int dy = 0; dy < 4; dy++) {
          for (int dx = 0; dx < 4; dx++) {
            sum += pixels[(4 * y + dy) * width + 4 * x + dx];
          }
        }
        small[y * w + x] = Math.rint(sum / 16);
      }
    }
    return new GreyImage(w, h, small);
  }

  /**
   * Patch normalisation: in each square patch (v − mean)/σ, with the σ of the population, or 0.1
   * where it is 0.
   *
   * @param patch side of a patch
   * @param keepRest as published: what is over at the right and the bottom keeps its grey, which
   *     then rules all distances; otherwise it is cut off
   */
  public GreyImage patchNormalised(int patch, boolean keepRest) {
    int w = width / patch * patch;
    int h = height / patch * patch;
    if (patch < 1 || w == 0 || h == 0) {
      throw new IllegalArgumentException(
          "A picture of " + width + "x" + height + " has no whole patch of " + patch + ".");
    }
    double[] all = pixels.clone();
    for (int top = 0; top < h; top += patch) {
      for (int left = 0; left < w; left += patch) {
        normalise(all, left, top, patch);
      }
    }
    if (keepRest) {
      return new GreyImage(width, height, all);
    }
    double[] cut = new double[w * h];
    for (int y = 0; y < h; y++) {
      System.arraycopy(all, y * width, cut, y * w, w);
    }
    return new GreyImage(w, h, cut);
  }

  private void normalise(double[] all, int left, int top, int patch) {
    double sum = 0;
    for (int y = top; y < top + patch; y++) {
      for (int x = left; x < left + patch; x++) {
        sum += all[y * width + x];
      }
    }
    double mean = sum / (patch * patch);
    double squares = 0;
    for (int y = top; y < top + patch; y++) {
      for (int x = left; x < left + patch; x++) {
        double d = all[y * width + x] - mean;
        squares += d * d;
      }
    }
    double sigma = Math.sqrt(squares / (patch * patch));
    double by = sigma == 0 ? 0.1 : sigma;
    for (int y = top; y < top + patch; y++) {
      for (int x = left; x < left + patch; x++) {
        all[y * width + x] = (all[y * width + x] - mean) / by;
      }
    }
  }
}
