package io.flyball.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.junit.jupiter.api.Test;

class BufferedSerializerTest {
  private static final BufferedSerializer.Form<double[]> FORM = Packing::doubles;

  private static final class Calls extends ByteArrayOutputStream {
    private final List<Integer> lengths = new ArrayList<>();

    @Override
    public synchronized void write(int b) {
      lengths.add(1);
      super.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      lengths.add(length);
      super.write(bytes, from, length);
    }
  }

  @Test
  void aStreamGetsEachValueInOneCallAndTheSameBytes() throws IOException {
    double[] longOne = new double[1000];
    DataOutputSerializer direct = new DataOutputSerializer(16);
    Calls stream = new Calls();
    DataOutputViewStreamWrapper out = new DataOutputViewStreamWrapper(stream);
    BufferedSerializer<double[]> piece = new BufferedSerializer<>(FORM);
    for (double[] value : new double[][] {{}, longOne, {1, 2}, null}) {
      FORM.write(value, direct);
      piece.write(value, out);
    }
    assertThat(stream.toByteArray()).isEqualTo(direct.getCopyOfBuffer());
    assertThat(stream.lengths).containsExactly(4, 8004, 20, 4);
  }
}
