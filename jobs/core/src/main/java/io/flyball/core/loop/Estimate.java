package io.flyball.core.loop;

/**
 * A metric's value and how far it may be off.
 *
 * @param standardError of the value; 0 when it is exact
 */
public record Estimate(double value, double standardError) {

  static Estimate exact(double value) {
    return new Estimate(value, 0);
  }

  public boolean isExact() {
    return standardError == 0;
  }
}
