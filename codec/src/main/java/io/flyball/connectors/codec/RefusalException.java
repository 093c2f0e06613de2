package io.flyball.connectors.codec;

import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.io.IOException;

/**
 * Stops the decoding of one broken record and says why. It carries no stack trace: bad input is
 * data, it may come at the full rate of a stream, and the position says more than the frames would.
 */
public final class RefusalException extends IOException {
  private final transient Refusal refusal;
  private final int position;

  RefusalException(Refusal refusal, int position) {
    super(refusal.message());
    this.refusal = refusal;
    this.position = position;
  }

  static RefusalException at(int position, Reason reason, String message) {
    return new RefusalException(Refusal.of(reason, message + ", at byte " + position), position);
  }

  /** A fault of a field; of the whole value where the field is empty. */
  public static RefusalException of(Reason reason, String field, String message) {
    return new RefusalException(Refusal.of(reason, field, message), -1);
  }

  /** The same fault seen from one level further out. */
  RefusalException inside(String parent) {
    String field = refusal.field();
    String joint = field.isEmpty() || field.startsWith("[") ? "" : ".";
    return new RefusalException(
        Refusal.of(refusal.reason(), parent + joint + field, refusal.message()), position);
  }

  /** What was wrong. */
  public Refusal refusal() {
    return refusal;
  }

  /** Byte of the value at which decoding stopped, -1 when the fault has no place in the bytes. */
  public int position() {
    return position;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
