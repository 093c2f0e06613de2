package io.flyball.core.places;

import java.util.ArrayList;
import java.util.List;

/**
 * The descriptors of a reference traverse, and the distance of a query to each: mean |a − b|.
 *
 * <p>Cost of a query: one subtraction a reference and number, in single precision.
 */
public final class PlaceMap {
  private final List<float[]> references = new ArrayList<>();

  /** Adds the next reference. */
  public void add(float[] descriptor) {
    if (!references.isEmpty() && references.get(0).length != descriptor.length) {
      throw new IllegalArgumentException("Descriptors of one map have one length.");
    }
    references.add(descriptor);
  }

  public int size() {
    return references.size();
  }

  /** Mean absolute difference of two descriptors. */
  public static double distance(float[] a, float[] b) {
    // Four sums, so that an addition does not wait for the one before it.
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int n = a.length;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += Math.abs(a[i] - b[i]);
      s1 += Math.abs(a[i + 1] - b[i + 1]);
      s2 += Math.abs(a[i + 2] - b[i + 2]);
      s3 += Math.abs(a[i + 3] - b[i + 3]);
    }
    for (; i < n; i++) {
      s0 += Math.abs(a[i] - b[i]);
    }
    return ((double) s0 + s1 + s2 + s3) / n;
  }

  /** Distances of a query to every reference, in their order. */
  public double[] distances(float[] query) {
    double[] d = new double[references.size()];
    for (int i = 0; i < d.length; i++) {
      d[i] = distance(query, references.get(i));
    }
    return d;
  }
}
