package io.flyball.tools.camera;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.flyball.connectors.codec.BoundedMemory;
import io.flyball.core.control.BiasFile;
import io.flyball.core.control.VendorBiases;
import java.util.Map;

/**
 * Any text is biases that survive being written, or is refused with a reason. Guided by coverage
 * under {@code -Pfuzz}; else the inputs kept in {@code BiasFileFuzzInputs}.
 */
class BiasFileFuzz {
  private static final long FIXED = 8 << 20;
  private static final long A_BYTE = 1_000;

  @FuzzTest
  void aBiasFileIsAnswered(byte[] bytes) throws Exception {
    BoundedMemory.within(
        FIXED + A_BYTE * bytes.length,
        () -> {
          try {
            Map<String, Integer> values = BiasFile.read(new String(bytes, UTF_8).lines().toList());
            if (!BiasFile.read(BiasFile.write(values)).equals(values)) {
              throw new AssertionError("other biases after they were written: " + values);
            }
            for (String sensor : VendorBiases.sensors()) {
              VendorBiases.named(sensor).check(values);
            }
          } catch (IllegalArgumentException refused) {
            if (refused.getMessage().isBlank()) {
              throw new AssertionError("refused without a reason", refused);
            }
          }
        });
  }
}
