package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Writes HDF5 laid out as in DSEC: {@code events/t} (µs from the first event), {@code x}, {@code
 * y}, {@code p}, {@code ms_to_idx} (the first event of each ms) and {@code t_offset} (µs of the
 * first event). Triggers have no place in it and are left out.
 *
 * <p>Datasets are written as a whole, so memory holds all events: 13 bytes each, and as much again
 * while the file is closed.
 */
final class Hdf5Writer implements RecordingWriter {
  private static final long MOST_MS = 100_000_000;
  private final OutputStream out;
  private final EventColumns all = new EventColumns();

  Hdf5Writer(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(EventColumns events) {
    all.addAll(events);
  }

  @Override
  public void close() throws IOException {
    Path file = Files.createTempFile("flyball-events", ".h5");
    try (out) {
      int n = all.size();
      long origin = n == 0 ? 0 : all.t(0);
      all.rebase(origin);
      long[] t = Arrays.copyOf(all.times(), n);
      try (WritableHdfFile hdf = HdfFile.write(file)) {
        WritableGroup events = hdf.putGroup("events");
        if (n > 0) {
          events.putDataset("t", t);
          events.putDataset("x", Arrays.copyOf(all.columns(), n));
          events.putDataset("y", Arrays.copyOf(all.rows(), n));
          events.putDataset("p", Arrays.copyOf(all.polarities(), n));
          hdf.putDataset("ms_to_idx", milliseconds(t));
        }
        hdf.putDataset("t_offset", origin);
      }
      Files.copy(file, out);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /**
   * For each ms k from 0 to that of the last event, the index of the first event with t ≥ 1000·k.
   *
   * @throws IllegalArgumentException when events span too long for such an index
   */
  static long[] milliseconds(long[] t) {
    long last = 0;
    for (long time : t) {
      last = Math.max(last, time);
    }
    long n = last / 1000 + 1;
    if (n > MOST_MS) {
      throw new IllegalArgumentException(
          "HDF5 with an index of ms carries " + MOST_MS / 1000 + " s at most.");
    }
    long[] index = new long[(int) n];
    int at = 0;
    for (int ms = 0; ms < index.length; ms++) {
      while (at < t.length && t[at] < 1000L * ms) {
        at++;
      }
      index[ms] = at;
    }
    return index;
  }
}
