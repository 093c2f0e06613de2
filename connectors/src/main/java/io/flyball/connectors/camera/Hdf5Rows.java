package io.flyball.connectors.camera;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The rows of a dataset of one dimension, a chunk at a time: memory follows the chunk.
 *
 * <p>Chunks are unpacked one by one here, because the library's reading of a part of a chunked
 * dataset gives zeros for all chunks but the first (jHDF 0.10.0).
 */
final class Hdf5Rows {
  private static final int PIECE = 1 << 16;

  private final Dataset dataset;
  private final HdfBackingStorage storage;
  private final long size;
  private Object rows;
  private long from;
  private long to;

  Hdf5Rows(Dataset dataset, HdfBackingStorage storage) {
    this.dataset = dataset;
    this.storage = storage;
    this.size = dataset.getSize();
    if (dataset.getDimensions().length != 1) {
      throw new IllegalArgumentException(
          dataset.getPath() + " has more than one dimension, and events have one.");
    }
  }

  /** Makes a row ready, and returns how many from it on are. */
  int ready(long row) {
    if (row < from || row >= to) {
      if (dataset instanceof ChunkedDataset chunked) {
        int chunk = chunked.getChunkDimensions()[0];
        from = row / chunk * chunk;
        to = Math.min(size, from + chunk);
        byte[] bytes = chunked.getDecompressedChunk(new int[] {Math.toIntExact(from)});
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        rows = dataset.getDataType().fillData(buffer, new int[] {chunk}, storage);
      } else {
        from = row;
        to = Math.min(size, row + PIECE);
        rows = dataset.getData(new long[] {from}, new int[] {(int) (to - from)});
      }
    }
    return (int) (to - row);
  }

  /** The rows that are ready: an array, or a map of arrays for records. */
  Object rows() {
    return rows;
  }

  /** Where a row that is ready stands among them. */
  int index(long row) {
    return (int) (row - from);
  }
}
