package io.flyball.core.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.bandit.linear.LinUcb;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ModelCodecTest {
  private static final double[] X = {.5, -2};

  @Test
  void aFreshModelComesBack() throws IOException {
    Model fresh = Model.fresh(LinUcb.of(2, 1, 1));
    assertThat(ModelCodec.bytes(read(ModelCodec.bytes(fresh)))).containsExactly(ModelCodec.bytes(fresh));
  }

  @Test
  void aRestoredLearnerGoesOnAsTheUninterruptedOne() throws IOException {
    Learner kept = new Learner(LinUcb.of(2, 1, 1));
    play(kept, 0, 20);
    Learner restored = new Learner(LinUcb.of(2, 1, 1), read(ModelCodec.bytes(kept.model())));
    play(kept, 20, 40);
    play(restored, 20, 40);
    assertThat(ModelCodec.bytes(restored.model())).containsExactly(ModelCodec.bytes(kept.model()));
  }

  @Test
  void aCopySharesNothing() throws IOException {
    Learner learner = new Learner(LinUcb.of(2, 1, 1));
    play(learner, 0, 5);
    Model copy = learner.model().copy();
    byte[] before = ModelCodec.bytes(copy);
    play(learner, 5, 10);
    assertThat(ModelCodec.bytes(copy)).containsExactly(before);
  }

  @Test
  void foreignBytesAndUnknownVersionsAreRefused() throws IOException {
    byte[] bytes = ModelCodec.bytes(Model.fresh(LinUcb.of(2, 1, 1)));
    byte[] foreign = bytes.clone();
    foreign[0] = 0;
    assertThatThrownBy(() -> read(foreign))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("magic number");
    byte[] newer = bytes.clone();
    newer[5] = 9;
    assertThatThrownBy(() -> read(newer))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version is 9, allowed is 1");
  }

  @Test
  void truncatedOrImpossibleBytesAreRefused() throws IOException {
    byte[] bytes = ModelCodec.bytes(Model.fresh(LinUcb.of(2, 1, 1)));
    assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(EOFException.class);
    int kind = 4 + 2 + 2 + "ridge".length();
    byte[] huge = bytes.clone();
    ByteBuffer.wrap(huge).putInt(kind + 12, Integer.MAX_VALUE);
    assertThatThrownBy(() -> read(huge)).hasMessageContaining("length must lie in");
    byte[] nan = bytes.clone();
    ByteBuffer.wrap(nan).putDouble(kind + 24, Double.NaN);
    assertThatThrownBy(() -> read(nan)).hasMessageContaining("not finite");
    byte[] impossible = bytes.clone();
    ByteBuffer.wrap(impossible).putInt(kind, -1);
    assertThatThrownBy(() -> read(impossible)).hasMessageContaining("shape is impossible");
  }

  private static void play(Learner learner, int from, int to) {
    for (int i = from; i < to; i++) {
      Choice choice = learner.decide(learner.question(X, "a", "b"), Pick.draw("m/" + i, 1));
      learner.learn(choice.taken(), i % 3);
    }
  }

  private static Model read(byte[] bytes) throws IOException {
    return ModelCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
