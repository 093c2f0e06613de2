package io.flyball.connectors.camera;

import io.flyball.core.camera.EventDecoder;
import io.flyball.core.camera.Geometry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The recording formats that can be read. The names are public: they stand in reports. */
public enum RecordingFormat {
  /** Prophesee RAW: a text header and EVT 2.0, 2.1 or 3.0 words. */
  PROPHESEE_RAW,
  /** Prophesee DAT 2. */
  DAT,
  /** AEDAT 2.0 of jAER. */
  AEDAT2,
  /** AEDAT 3.1 of cAER. */
  AEDAT31,
  /** AEDAT 4 of DV. */
  AEDAT4,
  /** Event Stream 2. */
  ES,
  /** N-MNIST and N-Caltech101 binary files. */
  NMNIST,
  /** A bag of ROS 1, version 2.0. */
  ROSBAG,

  /** MCAP with ROS messages. */
  MCAP,

  /** A bag of ROS 2 in SQLite. */
  ROS2_SQLITE,

  /** HDF5 with events in four datasets or in one of records. */
  HDF5,

  /** One NumPy array. */
  NPY,

  /** A NumPy archive. */
  NPZ,

  /** Text tables. */
  CSV;

  /** How many bytes at the head of a file are looked at, at most. */
  public static final int HEAD = 1 << 16;

  /** The size of an array that a recording does not tell: any coordinate is possible. */
  public static final Geometry ANY = new Geometry(65535, 65535);

  /**
   * The format of a file by its content, never by its name.
   *
   * @param head the first bytes of the file
   * @param length how many there are
   * @param fileSize size of the whole file, −1 when it is not known
   * @throws IllegalArgumentException with a reason when it is none of them
   */
  static RecordingFormat detect(byte[] head, int length, long fileSize, RecordingOptions options) {
    if (length == 0) {
      throw new IllegalArgumentException("The file is empty.");
    }
    RecordingFormat container = Containers.format(head, length);
    if (container == NPY) {
      NpyDecoder.check(head, length, options);
    }
    if (container != null) {
      return container;
    }
    Containers.refuse(head, length);
    String start = new String(head, 0, Math.min(length, 64), StandardCharsets.ISO_8859_1);
    if (start.startsWith("#!AER-DAT")) {
      return aedat(start, head, length);
    }
    if (start.startsWith("Event Stream")) {
      return ES;
    }
    if (start.startsWith("% ") && !isTable(head, length)) {
      return prophesee(head, length);
    }
    if (isText(head, length)) {
      CsvLayout.of(head, length, options);
      return CSV;
    }
    if (start.startsWith("\u00ff\u00fe") || start.startsWith("\u00fe\u00ff")) {
      throw new IllegalArgumentException(
          "The file is text in UTF-16, which is not read: save it in UTF-8.");
    }
    boolean whole = fileSize < 0 && length == HEAD;
    long size = whole ? length - length % 5 : fileSize < 0 ? length : fileSize;
    if (NMnistDecoder.looksLike(head, length, size)) {
      return NMNIST;
    }
    throw new IllegalArgumentException(
        "The file begins like no known event recording ("
            + Containers.READ
            + "). Prophesee RAW words without a header are read with --encoding EVT2, EVT21 or"
            + " EVT3.");
  }

  /** Whether the content of such a file has no mark, so that it may be something else. */
  boolean isGuess() {
    return this == NMNIST;
  }

  /** Whether events stand in columns of numbers, whose unit the file may not say. */
  boolean hasColumns() {
    return this == CSV || this == NPY || this == NPZ || this == HDF5;
  }

  /** Whether there may be several cameras, topics or arrays in such a file. */
  boolean hasStreams() {
    return switch (this) {
      case AEDAT31, AEDAT4, ROSBAG, MCAP, ROS2_SQLITE, HDF5, NPZ -> true;
      case PROPHESEE_RAW, DAT, AEDAT2, ES, NMNIST, NPY, CSV -> false;
    };
  }

  /** Whether such a file is read as a whole and not from its first byte to its last. */
  boolean isTable() {
    return this == HDF5 || this == NPZ || this == ROS2_SQLITE;
  }

  /** The events of a file that is read as a whole. */
  EventTable table(Path file, RecordingOptions options) throws IOException {
    return switch (this) {
      case HDF5 -> new Hdf5Table(file, options);
      case NPZ -> new NpzTable(file, options);
      case ROS2_SQLITE -> new RosDatabase(file, options);
      default -> throw new IllegalStateException(this + " is read by a decoder.");
    };
  }

  /**
   * A fresh decoder for a file of this format.
   *
   * @param head the first bytes of the file, which a table's layout is found from
   */
  EventDecoder decoder(RecordingOptions options, byte[] head, int length) {
    return switch (this) {
      case PROPHESEE_RAW -> new RawDecoder(options);
      case DAT -> new DatDecoder(options.geometry());
      case AEDAT2 -> new Aedat2Decoder(options.chip());
      case AEDAT31 -> new Aedat31Decoder(options);
      case AEDAT4 -> new Aedat4Decoder(options);
      case ES -> new EsDecoder();
      case NMNIST -> new NMnistDecoder();
      case ROSBAG -> new RosbagDecoder(options);
      case MCAP -> new McapDecoder(options);
      case NPY -> new NpyDecoder(options);
      case HDF5, NPZ, ROS2_SQLITE -> throw new IllegalStateException(this + " is read as a whole.");
      case CSV ->
          new CsvDecoder(
              CsvLayout.of(head, length, options),
              options.geometry() == null ? ANY : options.geometry());
    };
  }

  private static RecordingFormat aedat(String start, byte[] head, int length) {
    String version = start.substring(9).split("[^0-9.]", 2)[0];
    return switch (version) {
      case "2.0" -> AEDAT2;
      case "3.1" -> {
        Aedat31Decoder.checkPlain(head, length);
        yield AEDAT31;
      }
      case "4.0" -> AEDAT4;
      default ->
          throw new IllegalArgumentException(
              "AEDAT version " + version + " is not read; 2.0, 3.1 and 4.0 are.");
    };
  }

  private static RecordingFormat prophesee(byte[] head, int length) {
    PercentHeader header = new PercentHeader();
    int end = header.read(head, 0, length);
    if (header.values().getOrDefault("endianness", "little").equals("big")) {
      throw new IllegalArgumentException("Words in big-endian order are not read.");
    }
    if (header.values().containsKey("evt")) {
      return PROPHESEE_RAW;
    }
    if (end + 1 < length && head[end + 1] == 8) {
      int version = DatDecoder.version(header);
      if (version < 1 || version > 2) {
        throw new IllegalArgumentException(
            "DAT version " + header.values().get("version") + " is not read; 1 and 2 are.");
      }
      return DAT;
    }
    throw new IllegalArgumentException(
        "A Prophesee header that names no encoding and is followed by no DAT records. If words"
            + " follow it, say which: --encoding EVT2, EVT21 or EVT3.");
  }

  /**
   * Checks that the header of a RAW recording names an encoding that is read.
   *
   * @throws IllegalArgumentException when it does not
   */
  static void encoding(byte[] head, int length) {
    PercentHeader header = new PercentHeader();
    header.read(head, 0, length);
    if (header.encoding() == null) {
      String found = header.values().get("evt");
      throw new IllegalArgumentException(
          found == null
              ? "Its header names no encoding, so it must be said: --encoding EVT2, EVT21 or EVT3."
              : "Encoding '" + found + "' is not read; EVT 2.0, 2.1, 3.0 are.");
    }
  }

  /** Whether lines that begin with % stand above a table rather than above records. */
  private static boolean isTable(byte[] head, int length) {
    PercentHeader header = new PercentHeader();
    int end = header.read(head, 0, length);
    return isText(head, length)
        && end < length
        && header.values().keySet().stream().noneMatch(key -> key.equals("evt"));
  }

  private static boolean isText(byte[] head, int length) {
    for (int i = 0; i < length; i++) {
      int b = head[i];
      if (b == 0x7f || (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t')) {
        return false;
      }
    }
    return true;
  }
}
