package io.flyball.gateway;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.flyball.connectors.codec.BoundedMemory;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Any body is records and refusals, or a problem with its status. Guided by coverage under {@code
 * -Pfuzz}; else the inputs kept in {@code BodyFuzzInputs}.
 */
class BodyFuzz {
  private static final GatewaySettings SETTINGS =
      GatewaySettings.of(Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of()));
  private static final RecordReader READER =
      new RecordReader(SETTINGS.config().maxRecordBytes(), SETTINGS.check());
  private static final Bodies BODIES = new Bodies(100);
  private static final int UNPACKED = 1 << 20;
  private static final long FIXED = 64 << 20;
  private static final long A_BYTE = 4000;

  @FuzzTest
  void aBodyIsAnswered(byte[] bytes) throws Exception {
    if (bytes.length == 0) {
      return;
    }
    String type = Bodies.ACCEPTED.get(Math.floorMod(bytes[0], Bodies.ACCEPTED.size()));
    byte[] body = Arrays.copyOfRange(bytes, 1, bytes.length);
    BoundedMemory.within(FIXED + A_BYTE * bytes.length, () -> read(type, body));
  }

  @FuzzTest
  void aPackedBodyIsAnswered(byte[] bytes) throws Exception {
    BoundedMemory.within(
        FIXED + A_BYTE * bytes.length,
        () -> {
          try {
            if (Gunzip.unpack(bytes, UNPACKED).length > UNPACKED) {
              throw new AssertionError("unpacked beyond the limit");
            }
          } catch (ProblemException refused) {
            told(refused);
          }
        });
  }

  private static void read(String type, byte[] body) {
    try {
      RecordReader.Defaults defaults = new RecordReader.Defaults("id", 1_700_000_000_000L);
      int index = 0;
      for (Item item : BODIES.parse(type, Map.of(), body)) {
        READER.read(null, item, index++, defaults);
      }
    } catch (ProblemException refused) {
      told(refused);
    }
  }

  private static void told(ProblemException refused) {
    int status = refused.problem().status();
    if (status < 400 || status >= 500) {
      throw new AssertionError("answered " + status, refused);
    }
  }
}
