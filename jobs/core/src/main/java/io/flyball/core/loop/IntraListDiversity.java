package io.flyball.core.loop;

import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;

/**
 * Intra-list diversity: the mean distance of all pairs of a slate (Ziegler et al., WWW 2005). NaN
 * below two items. Cost: O(slate squared).
 */
public final class IntraListDiversity {

  private IntraListDiversity() {}

  public static <T> double of(List<T> slate, ToDoubleBiFunction<T, T> distance) {
    double sum = 0;
    for (int i = 1; i < slate.size(); i++) {
      for (int j = 0; j < i; j++) {
        sum += distance.applyAsDouble(slate.get(i), slate.get(j));
      }
    }
    return sum / (slate.size() * (slate.size() - 1.0) / 2);
  }

  /** 1 - |A n B| / |A u B| of two sets of categories; 0 for two empty ones. */
  public static double jaccardDistance(Set<?> one, Set<?> other) {
    long common = one.stream().filter(other::contains).count();
    long union = one.size() + other.size() - common;
    return union == 0 ? 0 : 1 - (double) common / union;
  }

  /** 1 - cosine of two vectors, in [0, 2]; 1 when one of them is zero. */
  public static double cosineDistance(double[] one, double[] other) {
    if (one.length != other.length) {
      throw new IllegalArgumentException(
          "vectors of " + one.length + " and " + other.length + " numbers");
    }
    double dot = 0;
    double a = 0;
    double b = 0;
    for (int i = 0; i < one.length; i++) {
      dot += one[i] * other[i];
      a += one[i] * one[i];
      b += other[i] * other[i];
    }
    return a == 0 || b == 0 ? 1 : 1 - dot / Math.sqrt(a) / Math.sqrt(b);
  }
}
