package io.flyball.core.camera.packet;

import io.flyball.core.camera.SensorEncoding;
import java.util.OptionalLong;

/** Finds the time that the first event of some words carries, without decoding the others. */
final class FirstEvent {
  private FirstEvent() {}

  /**
   * The time of the first event, counted from the last overflow of the encoding's counter; empty
   * when there is no event.
   *
   * @throws IllegalArgumentException when an event comes before the words that give it time or row
   */
  static OptionalLong time(SensorEncoding encoding, byte[] words) {
    return switch (encoding) {
      case EVT2 -> wide(words, 4, 0);
      case EVT21 -> wide(words, 8, 4);
      case EVT21_SWAPPED -> wide(words, 8, 0);
      case EVT3 -> evt3(words);
    };
  }

  /** EVT 2.0 and 2.1: type in the highest bits of the 32-bit half at {@code half}. */
  private static OptionalLong wide(byte[] words, int size, int half) {
    long high = -1;
    for (int i = 0; i + size <= words.length; i += size) {
      int w = u16(words, i + half) | u16(words, i + half + 2) << 16;
      int type = w >>> 28;
      if (type == 8) {
        high = (w & 0xfff_ffffL) << 6;
      } else if (type <= 1) {
        requireContext(high >= 0, "TIME_HIGH");
        return OptionalLong.of(high + (w >>> 22 & 63));
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong evt3(byte[] words) {
    int high = -1;
    int low = 0;
    boolean row = false;
    boolean base = false;
    for (int i = 0; i + 2 <= words.length; i += 2) {
      int w = u16(words, i);
      switch (w >>> 12) {
        case 0 -> row = true;
        case 3 -> base = true;
        case 6 -> low = w & 0xfff;
        case 8 -> {
          low = (w & 0xfff) == high ? low : 0;
          high = w & 0xfff;
        }
        case 2, 4, 5 -> {
          requireContext(high >= 0, "TIME_HIGH");
          requireContext(row, "ADDR_Y");
          requireContext(base || w >>> 12 == 2, "VECT_BASE_X");
          return OptionalLong.of((long) high << 12 | low);
        }
        default -> {
          // Triggers and others are no events.
        }
      }
    }
    return OptionalLong.empty();
  }

  private static void requireContext(boolean known, String word) {
    if (!known) {
      throw new IllegalArgumentException(
          "an event comes before the first " + word + ", so it needs the packet before");
    }
  }

  private static int u16(byte[] b, int i) {
    return (b[i] & 0xff) | (b[i + 1] & 0xff) << 8;
  }
}
