package io.flyball.connectors.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.EventDecoder;
import io.flyball.core.random.Draws;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Broken files never throw, give nothing outside the sensor, and do not depend on the pieces. */
class ContainerFuzzProperties {
  private static final RecordingOptions OPTIONS =
      RecordingOptions.DEFAULT.withChip(Aedat2Chip.DAVIS346);

  private static final Map<RecordingFormat, byte[]> SEEDS = new EnumMap<>(RecordingFormat.class);

  static {
    SEEDS.put(RecordingFormat.PROPHESEE_RAW, head("evt3_gen31_triggers.raw", 4000));
    SEEDS.put(RecordingFormat.AEDAT4, head("davis346_1s.aedat4", 100_000));
    SEEDS.put(RecordingFormat.AEDAT2, head("davis346_first20000.aedat", 4000));
    SEEDS.put(RecordingFormat.AEDAT31, head("dvxplorer_overflow.aedat31", 20_000));
    SEEDS.put(RecordingFormat.CSV, head("davis346_first20000.csv", 4000));
    byte[] es = Samples.join(EsDecoder.MAGIC, Samples.raw(2, 0, 0, 1, 90, 1, 4, 1), new byte[3000]);
    SEEDS.put(RecordingFormat.ES, es);
    SEEDS.put(
        RecordingFormat.DAT,
        Samples.join(Samples.ascii("% Version 2\n"), Samples.raw(0, 8), new byte[3000]));
    SEEDS.put(RecordingFormat.NMNIST, new byte[1000]);
  }

  private static byte[] head(String name, int length) {
    return Arrays.copyOf(Samples.bytes(name), length);
  }

  @Property(tries = 400)
  void aDamagedFileNeverThrowsAndReadsTheSameInPieces(
      @ForAll RecordingFormat format,
      @ForAll long seed,
      @ForAll @IntRange(max = 40) int damages,
      @ForAll @IntRange(min = 1, max = 5000) int piece) {
    byte[] bytes = SEEDS.get(format).clone();
    int reach = seed % 2 == 0 ? bytes.length : Math.min(bytes.length, 1200);
    for (int k = 0; k < damages; k++) {
      int at = (int) (Draws.uniform(seed, 1, k) * reach);
      bytes[at] = (byte) Draws.bits(seed, 2, k);
    }
    int cut = (int) (Draws.uniform(seed, 3, 0) * bytes.length);
    byte[] file = Draws.uniform(seed, 4, 0) < 0.3 ? Arrays.copyOf(bytes, cut) : bytes;
    EventDecoder whole = format.decoder(OPTIONS);
    EventColumns once = whole.decodeAll(file);
    EventDecoder cutUp = format.decoder(OPTIONS);
    EventColumns pieces = Samples.inPieces(cutUp, file, piece);
    assertThat(Samples.text(pieces)).isEqualTo(Samples.text(once));
    assertThat(cutUp.faults().seen()).isEqualTo(whole.faults().seen());
    for (int i = 0; i < once.size(); i++) {
      assertThat(once.x(i)).isLessThan(whole.geometry().width());
      assertThat(once.y(i)).isLessThan(whole.geometry().height());
    }
  }
}
