package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** The recording formats that can be written. */
public enum RecordingTarget {
  /** Prophesee RAW with EVT 2.0 words. */
  EVT2,
  /** Prophesee RAW with EVT 3.0 words, vectors where they are shorter. */
  EVT3,
  /** AEDAT 4 without compression. */
  AEDAT4,
  /** AEDAT 4 with LZ4 frames. */
  AEDAT4_LZ4,
  /** AEDAT 4 with Zstandard. */
  AEDAT4_ZSTD,
  /** Event Stream 2, of a DVS. */
  ES,

  /** One NumPy array of the fields t, x, y, p. */
  NPY,

  /** HDF5 laid out as in DSEC: events/t, x, y, p, ms_to_idx and t_offset. */
  HDF5,

  /** A table t,x,y,p. */
  CSV;

  /** A writer onto a stream, which closing it closes too. */
  public RecordingWriter writer(OutputStream out, Geometry geometry) throws IOException {
    return switch (this) {
      case EVT2 -> RawWriter.evt2(out, geometry);
      case EVT3 -> RawWriter.evt3(out, geometry);
      case AEDAT4 -> new Aedat4Writer(out, geometry, Aedat4Writer.Compression.NONE);
      case AEDAT4_LZ4 -> new Aedat4Writer(out, geometry, Aedat4Writer.Compression.LZ4);
      case AEDAT4_ZSTD -> new Aedat4Writer(out, geometry, Aedat4Writer.Compression.ZSTD);
      case ES -> new EsWriter(out, geometry);
      case NPY -> new NpyWriter(out);
      case HDF5 -> new Hdf5Writer(out);
      case CSV -> new CsvWriter(out);
    };
  }

  /** Whether trigger edges have a place in it. */
  public boolean hasTriggers() {
    return this != CSV && this != ES && this != NPY && this != HDF5;
  }

  /** Converts a recording as it is, piece by piece. */
  public long convert(Path from, RecordingOptions options, Path to) throws IOException {
    return convert(from, options, to, null, read -> {});
  }

  /**
   * Converts a recording, piece by piece.
   *
   * @param sensor the pixel array, or null to take what {@link Recording#sensor} finds
   * @param progress told the bytes of the source that were read, now and then
   * @return the number of events written
   * @throws IllegalArgumentException when the target cannot carry what the recording holds, such as
   *     absolute time in EVT words (then count time from the first event)
   */
  public long convert(
      Path from, RecordingOptions options, Path to, Geometry sensor, LongConsumer progress)
      throws IOException {
    Geometry geometry = sensor == null ? Recording.sensor(from, options) : sensor;
    long written = 0;
    EventColumns events = new EventColumns();
    try (Recording recording = Recording.open(from, options);
        RecordingWriter writer =
            writer(new BufferedOutputStream(Files.newOutputStream(to)), geometry)) {
      while (recording.read(events)) {
        writer.write(events);
        written += events.size();
        progress.accept(recording.bytesRead());
      }
    }
    return written;
  }
}
