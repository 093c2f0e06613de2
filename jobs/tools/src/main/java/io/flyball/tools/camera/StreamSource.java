package io.flyball.tools.camera;

import java.io.Closeable;
import java.io.IOException;

/** The far end of a live camera: bytes of events come in, lines go back. Used by one thread. */
interface StreamSource extends Closeable {
  /** Nothing came for a few ms. */
  int NOTHING = 0;

  /** The camera is gone; the next read waits for another. */
  int GONE = -1;

  /** Reads what has come, and returns how many bytes, or one of the above. */
  int read(byte[] into) throws IOException;

  /** Whether bytes were lost before those read last. */
  boolean lost();

  /** Sends a line to the camera, if there is one. */
  void send(byte[] line) throws IOException;

  /** The port that is listened on. */
  int port();
}
