package io.flyball.connectors.registry;

/** A schema registry does not answer, or not as it should. */
final class RegistryException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  private final boolean away;

  /**
   * @param away whether it may answer later
   */
  RegistryException(String message, boolean away, Throwable cause) {
    super(message, cause);
    this.away = away;
  }

  boolean away() {
    return away;
  }
}
