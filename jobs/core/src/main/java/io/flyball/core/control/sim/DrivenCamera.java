package io.flyball.core.control.sim;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.control.BiasCodes;
import io.flyball.core.control.BiasWrite;
import java.util.List;

/** A modelled camera that is driven step by step: it sees while time passes, and takes biases. */
public interface DrivenCamera {

  /** Name of its sensor profile. */
  String sensor();

  Geometry geometry();

  /** Device time in µs. */
  long nowUs();

  /** The codes in force. */
  BiasCodes codes();

  /** Sets biases. */
  void write(List<BiasWrite> writes);

  /**
   * Lets time pass and appends the events in the order of time.
   *
   * @return what became of the stretch
   */
  Stretch advance(double seconds, EventColumns out);

  /** What becomes of a stretch of events on its way out of the camera. */
  enum Stretch {
    WHOLE,
    /** Some events were lost. */
    UNDERCOUNTED,
    /** The packet never comes. */
    LOST
  }

  /** A pixel-level camera. */
  static DrivenCamera of(String sensor, SimulatedCamera camera) {
    return new DrivenCamera() {
      @Override
      public String sensor() {
        return sensor;
      }

      @Override
      public Geometry geometry() {
        return camera.geometry();
      }

      @Override
      public long nowUs() {
        return camera.nowUs();
      }

      @Override
      public BiasCodes codes() {
        return camera.codes();
      }

      @Override
      public void write(List<BiasWrite> writes) {
        camera.write(writes);
      }

      @Override
      public Stretch advance(double seconds, EventColumns out) {
        return camera.advance(seconds, out) ? Stretch.UNDERCOUNTED : Stretch.WHOLE;
      }
    };
  }
}
