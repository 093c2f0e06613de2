package io.flyball.core.camera;

/** A decoder whose stream carries its time in two parts. */
public interface TimedFromHigh {
  /**
   * Time in µs of the first upper part, 0 before it. Prophesee's own software subtracts it from all
   * times.
   */
  long firstTimeHigh();
}
