package io.flyball.jobs.runtime;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The byte form of a state or stream type that is packed by hand. A codec has no state and a public
 * constructor without arguments; its class name is part of savepoints. What it writes begins with a
 * version of its own, so that a later one can read it.
 */
public interface Codec<T> extends Serializable {

  Class<T> type();

  void write(T value, DataOutputView out) throws IOException;

  T read(DataInputView in) throws IOException;

  /** A copy that shares nothing that is ever changed; immutable values are their own copy. */
  default T copy(T value) {
    return value;
  }
}
