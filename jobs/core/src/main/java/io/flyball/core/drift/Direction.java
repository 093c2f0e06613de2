package io.flyball.core.drift;

/** Which way a level moved. An echo chamber shows as diversity going {@link #DOWN}. */
public enum Direction {
  UP,
  DOWN;

  static Direction of(double before, double after) {
    return after >= before ? UP : DOWN;
  }
}
