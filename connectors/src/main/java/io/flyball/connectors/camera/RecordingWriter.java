package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import java.io.Closeable;
import java.io.IOException;

/** Writes events as a recording, run after run. */
public interface RecordingWriter extends Closeable {

  /** Appends events; throws IllegalArgumentException for what the format cannot carry. */
  void write(EventColumns events) throws IOException;
}
