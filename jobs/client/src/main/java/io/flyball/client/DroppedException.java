package io.flyball.client;

/**
 * A record was dropped instead of logged. It carries no stack trace: under load there are many, and
 * all come from the same place.
 */
public final class DroppedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DroppedException(String message) {
    super(message, null, false, false);
  }
}
