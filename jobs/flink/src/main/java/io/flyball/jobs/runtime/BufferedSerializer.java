package io.flyball.jobs.runtime;

import java.io.IOException;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

/**
 * Hands a value to a checkpoint's stream in one piece: such a stream passes every byte on by itself
 * otherwise. What gathers bytes already is written to as it is. Not for several threads.
 */
final class BufferedSerializer<T> {

  /** How a value is written. */
  interface Form<T> {
    void write(T value, DataOutputView out) throws IOException;
  }

  private static final int USUAL_BYTES = 512;

  private final Form<T> form;
  private DataOutputSerializer piece;

  BufferedSerializer(Form<T> form) {
    this.form = form;
  }

  void write(T value, DataOutputView target) throws IOException {
    if (!(target instanceof DataOutputViewStreamWrapper)) {
      form.write(value, target);
      return;
    }
    if (piece == null) {
      piece = new DataOutputSerializer(USUAL_BYTES);
    }
    piece.clear();
    form.write(value, piece);
    target.write(piece.getSharedBuffer(), 0, piece.length());
  }
}
