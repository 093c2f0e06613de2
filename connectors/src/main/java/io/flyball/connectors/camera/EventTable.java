package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Faults;
import io.flyball.core.camera.Geometry;
import java.io.Closeable;
import java.io.IOException;

/**
 * The events of a file that can only be read as a whole, not from its first byte to its last: an
 * archive, an HDF5 file, a database. Offsets of its faults are numbers of events or messages.
 */
interface EventTable extends Closeable, Encoded, Noted, Streams {
  /**
   * Appends the next events, which may be none.
   *
   * @return false when there are no more
   * @throws IOException with a reason when the file is broken
   */
  boolean read(EventColumns out) throws IOException;

  Faults faults();

  Geometry geometry();

  @Override
  default long others() {
    return 0;
  }
}
