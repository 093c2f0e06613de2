package io.flyball.core.control;

/**
 * One bias to set, and why.
 *
 * @param saturated whether the code is an end of the range that the bias may take
 */
public record BiasWrite(Bias bias, int code, Why why, boolean saturated) {

  /** A write as a controller decides it, before it is put inside the range of its bias. */
  public BiasWrite(Bias bias, int code, Why why) {
    this(bias, code, why, false);
  }

  /** Why a bias is set. The names are public: they stand in commands. */
  public enum Why {
    /** The fast law follows the rate. */
    FAST,
    /** Too few events although the fast actuator is fully open. */
    SLOW_UP,
    /** Too many events although the fast actuator is fully closed. */
    SLOW_DOWN,
    /** A fixed-step controller moves its tweak. */
    TWEAK,
    /** All codes are sent again, after a restore or on demand. */
    RESEND,
    /** The code in force lay outside the range the bias may take. */
    LIMIT
  }
}
