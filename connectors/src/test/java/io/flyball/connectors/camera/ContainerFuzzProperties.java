package io.flyball.connectors.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.EventDecoder;
import io.flyball.core.camera.Geometry;
import io.flyball.core.random.Draws;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Broken files never throw, give nothing outside the sensor, and do not depend on the pieces. */
class ContainerFuzzProperties {
  /** A kind of file: a name, the format it is read as, and bytes to damage. */
  private static final class Seed {
    private final String name;
    private final RecordingFormat format;
    private final Aedat2Chip chip;
    private final byte[] bytes;

    Seed(String name, RecordingFormat format, Aedat2Chip chip, byte[] bytes) {
      this.name = name;
      this.format = format;
      this.chip = chip;
      this.bytes = bytes;
    }

    EventDecoder decoder() {
      RecordingOptions options = RecordingOptions.DEFAULT.withChip(chip);
      return format.decoder(options, bytes, bytes.length);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Seed> SEEDS = new ArrayList<>();

  private static void seed(String name, RecordingFormat format, byte[] bytes) {
    SEEDS.add(new Seed(name, format, Aedat2Chip.DAVIS346, bytes));
  }

  static {
    seed("EVT3", RecordingFormat.PROPHESEE_RAW, head("evt3_gen31_triggers.raw", 4000));
    seed("EVT2", RecordingFormat.PROPHESEE_RAW, head("sparklers_head.raw", 4000));
    seed("EVT2.1", RecordingFormat.PROPHESEE_RAW, evt21());
    seed("AEDAT4 LZ4", RecordingFormat.AEDAT4, head("davis346_1s.aedat4", 100_000));
    seed("AEDAT4 ZSTD", RecordingFormat.AEDAT4, written(RecordingTarget.AEDAT4_ZSTD));
    seed("AEDAT4", RecordingFormat.AEDAT4, written(RecordingTarget.AEDAT4));
    byte[] aedat2 = head("davis346_first20000.aedat", 4000);
    seed("AEDAT2", RecordingFormat.AEDAT2, aedat2);
    SEEDS.add(new Seed("DVS128", RecordingFormat.AEDAT2, Aedat2Chip.DVS128, aedat2));
    seed("AEDAT3.1", RecordingFormat.AEDAT31, head("dvxplorer_overflow.aedat31", 20_000));
    seed("CSV", RecordingFormat.CSV, head("davis346_first20000.csv", 4000));
    for (int type : new int[] {EsDecoder.DVS, EsDecoder.ATIS, EsDecoder.COLOUR, 0}) {
      byte[] body = Samples.raw(2, 0, 0, type, 90, 1, 4, 1);
      seed("ES " + type, RecordingFormat.ES, Samples.join(EsDecoder.MAGIC, body, new byte[3000]));
    }
    byte[] dat = Samples.join(Samples.ascii("% Version 2\n"), Samples.raw(0, 8), new byte[3000]);
    seed("DAT", RecordingFormat.DAT, dat);
    seed("N-MNIST", RecordingFormat.NMNIST, new byte[1000]);
  }

  private static byte[] evt21() {
    byte[] bytes = Samples.ascii("% evt 2.1\n% geometry 640x480\n% end\n");
    for (int k = 0; k < 100; k++) {
      int time = 8 << 28 | k;
      bytes = Samples.join(bytes, Samples.le32(0, time, k * 77, 1 << 28 | 32 << 11 | k));
    }
    return bytes;
  }

  private static byte[] written(RecordingTarget target) {
    EventColumns c = new EventColumns();
    for (int i = 0; i < 300; i++) {
      c.add(i * 3L, i % 346, i % 260, i & 1);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RecordingWriter writer = target.writer(out, new Geometry(346, 260))) {
      writer.write(c);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] head(String name, int length) {
    return Arrays.copyOf(Samples.bytes(name), length);
  }

  @Property(tries = 600)
  void aDamagedFileNeverThrowsAndReadsTheSameInPieces(
      @ForAll("seeds") Seed kind,
      @ForAll long seed,
      @ForAll @IntRange(max = 40) int damages,
      @ForAll @IntRange(min = 1, max = 5000) int piece) {
    byte[] bytes = kind.bytes.clone();
    int reach = seed % 2 == 0 ? bytes.length : Math.min(bytes.length, 1200);
    for (int k = 0; k < damages; k++) {
      int at = (int) (Draws.uniform(seed, 1, k) * reach);
      bytes[at] = (byte) Draws.bits(seed, 2, k);
    }
    int cut = (int) (Draws.uniform(seed, 3, 0) * bytes.length);
    byte[] file = Draws.uniform(seed, 4, 0) < 0.3 ? Arrays.copyOf(bytes, cut) : bytes;
    EventDecoder whole = kind.decoder();
    EventColumns once = whole.decodeAll(file);
    EventDecoder cutUp = kind.decoder();
    EventColumns pieces = Samples.inPieces(cutUp, file, piece);
    assertThat(Samples.text(pieces)).isEqualTo(Samples.text(once));
    assertThat(cutUp.faults().seen()).isEqualTo(whole.faults().seen());
    for (int i = 0; i < once.size(); i++) {
      assertThat(once.x(i)).isLessThan(whole.geometry().width());
      assertThat(once.y(i)).isLessThan(whole.geometry().height());
    }
  }

  @Provide
  Arbitrary<Seed> seeds() {
    return Arbitraries.of(SEEDS);
  }

  @Property(tries = 200)
  void noiseAsLibcaerWordsNeverThrowsAndReadsTheSameInPieces(
      @ForAll byte[] noise, @ForAll @IntRange(min = 1, max = 50) int piece) {
    Geometry sensor = new Geometry(346, 260);
    LibcaerCmpDecoder whole = new LibcaerCmpDecoder(sensor, 5);
    EventColumns once = whole.decodeAll(noise);
    LibcaerCmpDecoder cutUp = new LibcaerCmpDecoder(sensor, 5);
    assertThat(Samples.text(Samples.inPieces(cutUp, noise, piece))).isEqualTo(Samples.text(once));
    assertThat(cutUp.faults().seen()).isEqualTo(whole.faults().seen());
    for (int i = 0; i < once.size(); i++) {
      assertThat(once.x(i)).isLessThan(346);
      assertThat(once.y(i)).isLessThan(260);
    }
  }
}
