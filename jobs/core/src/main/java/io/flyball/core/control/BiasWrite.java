package io.flyball.core.control;

/** One bias to set, and why. */
public record BiasWrite(Bias bias, int code, Why why) {

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
    RESEND
  }
}
