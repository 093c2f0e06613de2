package io.flyball.connectors.camera;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.flyball.connectors.codec.BoundedMemory;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.EventDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Any bytes are a recording with faults or are refused with a reason. Guided by coverage under
 * {@code -Pfuzz}; else the inputs kept in {@code RecordingFuzzInputs}.
 */
class RecordingFuzz {
  private static final RecordingOptions OPTIONS =
      RecordingOptions.DEFAULT.withChip(Aedat2Chip.DAVIS346);

  /** Buffers of a decoder, and what a packed frame may unpack to. */
  private static final long FIXED = 256 << 20;

  private static final long A_BYTE = 4000;

  @FuzzTest
  void aFileOfAnyFormatIsAnswered(byte[] bytes) throws Exception {
    BoundedMemory.within(FIXED + A_BYTE * bytes.length, () -> decode(bytes, OPTIONS));
  }

  @FuzzTest
  void aFileOfAToldFormatIsAnswered(byte[] bytes) throws Exception {
    if (bytes.length == 0) {
      return;
    }
    RecordingFormat[] formats = RecordingFormat.values();
    RecordingFormat told = formats[Math.floorMod(bytes[0], formats.length)];
    if (!told.isTable()) {
      byte[] body = java.util.Arrays.copyOfRange(bytes, 1, bytes.length);
      BoundedMemory.within(
          FIXED + A_BYTE * bytes.length,
          () -> check(told.decoder(OPTIONS, body, body.length), body));
    }
  }

  @FuzzTest
  void aTableOfEventsIsAnswered(byte[] bytes) throws Exception {
    Path file = Files.createTempFile("fuzz", ".bin");
    try {
      Files.write(file, bytes);
      BoundedMemory.within(
          FIXED + A_BYTE * bytes.length,
          () -> {
            try (Recording recording = Recording.open(file, OPTIONS)) {
              EventColumns out = new EventColumns();
              while (recording.read(out)) {
                out.clear();
              }
            } catch (IOException refused) {
              told(refused);
            }
          });
    } finally {
      Files.delete(file);
    }
  }

  private static void decode(byte[] bytes, RecordingOptions options) {
    EventDecoder decoder;
    try {
      decoder = Recording.decoder(bytes, options);
    } catch (IllegalArgumentException refused) {
      told(refused);
      return;
    }
    check(decoder, bytes);
  }

  private static void check(EventDecoder decoder, byte[] bytes) {
    EventColumns events = decoder.decodeAll(bytes);
    for (int i = 0; i < events.size(); i++) {
      if (events.x(i) >= decoder.geometry().width() || events.y(i) >= decoder.geometry().height()) {
        throw new AssertionError("an event outside of the sensor");
      }
    }
  }

  private static void told(Exception refused) {
    if (refused.getMessage() == null || refused.getMessage().isBlank()) {
      throw new AssertionError("refused without a reason", refused);
    }
  }
}
