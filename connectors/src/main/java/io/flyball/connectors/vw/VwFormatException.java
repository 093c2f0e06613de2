package io.flyball.connectors.vw;

import java.io.Serial;

/**
 * A line that cannot be read, or that asks for what this program has not; the message says which.
 */
public final class VwFormatException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public VwFormatException(String message) {
    super(message);
  }
}
