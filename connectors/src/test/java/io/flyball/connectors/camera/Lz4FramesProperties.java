package io.flyball.connectors.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.random.Draws;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import net.jpountz.xxhash.XXHashFactory;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Frames put together sequence by sequence, beside what the block format says they mean. */
class Lz4FramesProperties {
  /** Writes a frame of linked blocks, and what it means. */
  private static final class Writer {
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();

    Writer() {
      // Version 1, linked blocks, no checksums; blocks of 64 KB.
      byte[] descriptor = {0x40, 0x40};
      int hash = XXHashFactory.safeInstance().hash32().hash(descriptor, 0, 2, 0);
      frame.writeBytes(Samples.raw(0x04, 0x22, 0x4d, 0x18, 0x40, 0x40, hash >>> 8 & 0xff));
    }

    void sequence(byte[] literals, int distance, int length) {
      int match = length - 4;
      block.write(Math.min(15, literals.length) << 4 | (distance == 0 ? 0 : Math.min(15, match)));
      more(literals.length);
      block.writeBytes(literals);
      plain.writeBytes(literals);
      if (distance > 0) {
        block.write(distance);
        block.write(distance >>> 8);
        more(match);
        for (int i = 0; i < length; i++) {
          plain.write(plain.toByteArray()[plain.size() - distance]);
        }
      }
    }

    private void more(int value) {
      if (value >= 15) {
        int rest = value - 15;
        for (; rest >= 255; rest -= 255) {
          block.write(255);
        }
        block.write(rest);
      }
    }

    void endBlock() {
      frame.writeBytes(Samples.le32(block.size()));
      frame.writeBytes(block.toByteArray());
      block.reset();
    }

    byte[] finished() {
      frame.writeBytes(Samples.le32(0));
      return frame.toByteArray();
    }
  }

  private static byte[] decompress(byte[] in) {
    Lz4Frames frames = new Lz4Frames(1 << 20);
    int n = frames.decompress(in, 0, in.length);
    return Arrays.copyOf(frames.output(), n);
  }

  @Property(tries = 60)
  void matchesReachBackIntoEarlierBlocks(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int sequences) {
    Writer w = new Writer();
    for (int k = 0; k < sequences; k++) {
      byte[] literals = new byte[(int) (Draws.uniform(seed, 1, k) * (k % 7 == 0 ? 400 : 9)) + 1];
      for (int i = 0; i < literals.length; i++) {
        literals[i] = (byte) Draws.bits(seed, 2, 1000L * k + i);
      }
      if (k % 11 == 10) {
        w.sequence(literals, 0, 0);
        w.endBlock();
        continue;
      }
      int reach = w.plain.size() + literals.length;
      int distance =
          1 + (int) (Draws.uniform(seed, 3, k) * Math.min(reach, k % 3 == 0 ? 20 : reach));
      w.sequence(
          literals,
          Math.min(distance, reach),
          4 + (int) (Draws.uniform(seed, 4, k) * (k % 5 == 0 ? 600 : 16)));
    }
    w.sequence(new byte[] {7}, 0, 0);
    w.endBlock();
    byte[] whole = w.finished();
    assertThat(decompress(whole)).isEqualTo(w.plain.toByteArray());
    for (int cut = 1; cut < 30 && cut < whole.length; cut++) {
      byte[] in = Arrays.copyOf(whole, whole.length - cut);
      assertThatThrownBy(() -> decompress(in)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Example
  void aMatchBeforeTheFrameIsRefused() {
    Writer w = new Writer();
    w.sequence(new byte[] {1, 2, 3}, 0, 0);
    byte[] literals = new byte[2];
    w.block.write(literals.length << 4);
    w.block.writeBytes(literals);
    w.block.writeBytes(Samples.raw(9, 0));
    w.endBlock();
    byte[] in = w.finished();
    assertThatThrownBy(() -> decompress(in)).hasMessageContaining("out of reach");
  }
}
