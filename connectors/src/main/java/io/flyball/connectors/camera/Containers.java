package io.flyball.connectors.camera;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** What may be wrapped round a recording: gzip and Zstandard are unpacked, other files named. */
final class Containers {
  /** Bytes that tell. */
  static final int HEAD = 16;

  static final String READ =
      "Prophesee RAW or DAT, AEDAT 2, 3.1 or 4, ES, N-MNIST, ROS bags, MCAP, HDF5, NumPy, CSV, each"
          + " also as .gz or .zst";

  private static final String GZIP = "1f8b";
  private static final String ZSTD = "28b52ffd";
  private static final Map<String, String> OTHERS = new LinkedHashMap<>();
  private static final Map<String, RecordingFormat> FORMATS = new LinkedHashMap<>();

  static {
    FORMATS.put(hex("#ROSBAG V2.0\n"), RecordingFormat.ROSBAG);
    FORMATS.put("894d434150300d0a", RecordingFormat.MCAP);
    FORMATS.put("894844460d0a1a0a", RecordingFormat.HDF5);
    FORMATS.put(hex("SQLite format 3"), RecordingFormat.ROS2_SQLITE);
    FORMATS.put("934e554d5059", RecordingFormat.NPY);
    FORMATS.put("504b0304", RecordingFormat.NPZ);
    OTHERS.put(hex("#ROSBAG V"), "a ROS 1 bag of another version than 2.0");
    OTHERS.put(hex("BZh"), "a bzip2 file");
    OTHERS.put("fd377a585a00", "an xz file");
    OTHERS.put("04224d18", "an LZ4 file");
    OTHERS.put(hex("7z") + "bcaf", "a 7z archive");
  }

  private Containers() {}

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  private static String hex(byte[] head, int length) {
    return HexFormat.of().formatHex(head, 0, Math.min(length, HEAD));
  }

  /** The name of the packing that bytes begin with, or the empty string. */
  static String packing(byte[] head, int length) {
    String begin = hex(head, length);
    return begin.startsWith(GZIP) ? "gzip" : begin.startsWith(ZSTD) ? "zstd" : "";
  }

  /** Unpacks a stream. */
  static InputStream unpacked(String packing, InputStream in) throws IOException {
    return switch (packing) {
      case "gzip" -> new GZIPInputStream(in, 1 << 16);
      case "zstd" -> new ZstdInputStreamNoFinalizer(in);
      default -> in;
    };
  }

  /** The format of a container by its mark, or null. */
  static RecordingFormat format(byte[] head, int length) {
    String begin = hex(head, length);
    return FORMATS.entrySet().stream()
        .filter(e -> begin.startsWith(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /**
   * Refuses a container that is known and not read.
   *
   * @throws IllegalArgumentException which says what it is and what is read
   */
  static void refuse(byte[] head, int length) {
    String begin = hex(head, length);
    OTHERS.forEach(
        (mark, name) -> {
          if (begin.startsWith(mark)) {
            throw new IllegalArgumentException(
                "The file is " + name + ", which is not read; read are " + READ + ".");
          }
        });
  }
}
