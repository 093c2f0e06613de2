package io.flyball.client;

/** There is no snapshot of a policy that could be served, and the fallback is {@code THROW}. */
public final class NoPolicyException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  NoPolicyException(String message) {
    super(message);
  }
}
