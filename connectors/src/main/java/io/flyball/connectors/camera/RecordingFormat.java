package io.flyball.connectors.camera;

import io.flyball.core.camera.EventDecoder;
import io.flyball.core.camera.Geometry;
import java.nio.charset.StandardCharsets;

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
  /** Text tables. */
  CSV;

  /** How many bytes at the head of a file {@link #detect} wants to see, at most. */
  public static final int HEAD = 1 << 16;

  /**
   * The format of a file by its content, never by its name.
   *
   * @param head the first bytes of the file
   * @param length how many there are
   * @param fileSize size of the whole file
   * @throws IllegalArgumentException with a reason when it is none of them
   */
  public static RecordingFormat detect(byte[] head, int length, long fileSize) {
    if (length == 0) {
      throw new IllegalArgumentException("The file is empty.");
    }
    String start = new String(head, 0, Math.min(length, 64), StandardCharsets.ISO_8859_1);
    if (start.startsWith("#!AER-DAT")) {
      return aedat(start, head, length);
    }
    if (start.startsWith("Event Stream")) {
      return ES;
    }
    if (start.startsWith("% ")) {
      return prophesee(head, length);
    }
    if (looksLikeTable(head, length)) {
      return CSV;
    }
    if (isText(head, length)) {
      throw new IllegalArgumentException(
          "The file is text, but no line of it holds the four numbers of an event.");
    }
    if (NMnistDecoder.looksLike(head, length, fileSize)) {
      return NMNIST;
    }
    throw new IllegalArgumentException(
        "The file begins like no known event recording (Prophesee RAW or DAT, AEDAT 2, 3.1 or 4,"
            + " ES, N-MNIST, CSV).");
  }

  /** A fresh decoder for a file of this format. */
  EventDecoder decoder(RecordingOptions options) {
    return switch (this) {
      case PROPHESEE_RAW -> new RawDecoder();
      case DAT -> new DatDecoder();
      case AEDAT2 -> new Aedat2Decoder(options.chip());
      case AEDAT31 -> new Aedat31Decoder();
      case AEDAT4 -> new Aedat4Decoder();
      case ES -> new EsDecoder();
      case NMNIST -> new NMnistDecoder();
      case CSV -> new CsvDecoder(options.order(), new Geometry(65535, 65535));
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
      if (header.encoding() == null) {
        throw new IllegalArgumentException(
            "Encoding '" + header.values().get("evt") + "' is not read; EVT 2.0, 2.1, 3.0 are.");
      }
      return PROPHESEE_RAW;
    }
    if (end + 1 < length && head[end + 1] == 8) {
      String version = header.values().getOrDefault("version", "2");
      if (!version.equals("2")) {
        throw new IllegalArgumentException("DAT version " + version + " is not read; 2 is.");
      }
      return DAT;
    }
    throw new IllegalArgumentException(
        "A Prophesee header that names no encoding and is followed by no DAT records.");
  }

  private static boolean looksLikeTable(byte[] head, int length) {
    if (!isText(head, length)) {
      return false;
    }
    String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
    boolean named = false;
    int checked = 0;
    for (String line : text.split("\n", 200)) {
      String s = line.strip();
      named |= CsvOrder.ofHeader(s) != null;
      if (s.isEmpty() || s.charAt(0) == '#' || Character.isLetter(s.charAt(0))) {
        continue;
      }
      if (s.matches("(-?[0-9]+(\\.[0-9]*)?[,; \\t]+){3}-?[0-9]+(\\.[0-9]*)?")) {
        return true;
      }
      if (++checked == 20) {
        break;
      }
    }
    return named;
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
