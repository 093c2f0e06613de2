package io.flyball.connectors.camera;

import io.flyball.core.camera.Geometry;
import java.util.List;
import java.util.Locale;

/**
 * The chips whose addresses AEDAT 2.0 recordings are read with. The format itself does not say what
 * the bits of an address mean: the wrong layout gives wrong pixels without any sign of it.
 *
 * <p>Source: iniVation, "AEDAT 2.0", and the address layouts of jAER. Both count x from the right
 * and y from the bottom.
 */
public enum Aedat2Chip {
  DAVIS346(346, 260),
  DAVIS240(240, 180),
  DAVIS208(208, 192),
  DAVIS128(128, 128),
  DAVIS640(640, 480),
  DVS128(128, 128);

  private final int width;
  private final int height;

  Aedat2Chip(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** The pixel array. */
  public Geometry geometry() {
    return new Geometry(width, height);
  }

  /**
   * The chip that the {@code # AEChip:} line of a header names, or null when there is no such line
   * or it names none of these.
   */
  static Aedat2Chip named(List<String> header) {
    String name = nameIn(header).toUpperCase(Locale.ROOT);
    for (Aedat2Chip chip : values()) {
      if (name.contains(chip.name())) {
        return chip;
      }
    }
    // The working name of the first DAVIS240.
    return name.contains("SBRET10") ? DAVIS240 : null;
  }

  /** What the {@code # AEChip:} line says, or nothing. */
  static String nameIn(List<String> header) {
    for (String line : header) {
      String[] pair = line.replaceFirst("^#+", "").strip().split(":", 2);
      if (pair.length == 2 && pair[0].strip().equalsIgnoreCase("AEChip")) {
        return pair[1].strip();
      }
    }
    return "";
  }

  // DAVIS: 31 frame or motion sample, y 30:22, x 21:12, polarity 11, external input 10.
  // DVS128: 15 external input, y 14:8, x 7:1, polarity 0, which is 0 for ON.

  int xShift() {
    return this == DVS128 ? 1 : 12;
  }

  int xMask() {
    return this == DVS128 ? 0x7f : 0x3ff;
  }

  int yShift() {
    return this == DVS128 ? 8 : 22;
  }

  int yMask() {
    return this == DVS128 ? 0x7f : 0x1ff;
  }

  int polarityShift() {
    return this == DVS128 ? 0 : 11;
  }

  /** What is added to the polarity bit before its lowest bit is taken. */
  int polarityFlip() {
    return this == DVS128 ? 1 : 0;
  }

  int externalShift() {
    return this == DVS128 ? 15 : 10;
  }
}
