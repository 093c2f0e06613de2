package io.flyball.jobs.loop;

import io.flyball.core.loop.LoopSignals;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Signals in their own compact, versioned form. They are mutable: on the heap they are updated in
 * place, and copied only where a checkpoint under way still needs them as they were.
 */
public final class LoopSignalsSerializer extends TypeSerializerSingleton<LoopSignals> {
  private static final long serialVersionUID = 1;
  public static final LoopSignalsSerializer INSTANCE = new LoopSignalsSerializer();

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public LoopSignals createInstance() {
    return null;
  }

  @Override
  public LoopSignals copy(LoopSignals from) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      from.write(new DataOutputStream(bytes));
      return LoopSignals.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new IllegalStateException("signals cannot be copied", e);
    }
  }

  @Override
  public LoopSignals copy(LoopSignals from, LoopSignals reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(LoopSignals signals, DataOutputView out) throws IOException {
    signals.write(out);
  }

  @Override
  public LoopSignals deserialize(DataInputView in) throws IOException {
    return LoopSignals.read(in);
  }

  @Override
  public LoopSignals deserialize(LoopSignals reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public TypeSerializerSnapshot<LoopSignals> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; the form has its own version. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<LoopSignals> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
