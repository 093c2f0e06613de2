package io.flyball.connectors.camera;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;

/** What the first bytes of a recording say of its format and layout. */
final class RecordingHead {
  private RecordingHead() {}

  /**
   * The format of a file.
   *
   * @param size of the file, or -1 where it is not known
   */
  static RecordingFormat format(byte[] head, int length, long size, RecordingOptions options) {
    RecordingFormat told =
        options.format() == null && options.encoding() != null
            ? RecordingFormat.PROPHESEE_RAW
            : options.format();
    if (told == null) {
      return RecordingFormat.detect(head, length, size, options);
    }
    RecordingFormat seen;
    try {
      seen = RecordingFormat.detect(head, length, size, options);
    } catch (IllegalArgumentException e) {
      // No mark of any format: that is what telling it is for.
      return told;
    }
    if (seen != told && !(seen.isGuess() && options.encoding() != null)) {
      throw new IllegalArgumentException(
          "The file is " + seen + " by its content, not " + told + ".");
    }
    return told;
  }

  /** The options with the chip that an AEDAT 2.0 recording needs, once the head was checked. */
  static RecordingOptions complete(
      RecordingFormat format, byte[] head, int length, RecordingOptions options) {
    if (format == RecordingFormat.AEDAT2 && options.chip() == null) {
      return options.withChip(chip(head, length));
    }
    if (format == RecordingFormat.PROPHESEE_RAW && options.encoding() == null) {
      RecordingFormat.encoding(head, length);
    } else if (format == RecordingFormat.AEDAT31 && options.stream() != null) {
      HeaderLines lines = Aedat31Decoder.header();
      lines.read(head, 0, length);
      Aedat31Decoder.source(lines.lines(), options.stream());
    } else if (format == RecordingFormat.AEDAT4 && options.stream() != null) {
      Aedat4Decoder.check(head, length, options.stream());
    }
    return options;
  }

  private static Aedat2Chip chip(byte[] head, int length) {
    HeaderLines lines = Aedat2Decoder.header();
    lines.read(head, 0, length);
    Aedat2Chip chip = Aedat2Chip.named(lines.lines());
    if (chip != null) {
      return chip;
    }
    String name = Aedat2Chip.nameIn(lines.lines());
    throw new IllegalArgumentException(
        (name.isEmpty() ? "Its AEDAT 2.0 header names no chip" : "No layout is known for " + name)
            + ", so what the bits of an address mean must be said: "
            + Arrays.stream(Aedat2Chip.values()).map(Enum::name).collect(joining(", "))
            + ".");
  }
}
