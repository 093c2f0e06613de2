package io.flyball.jobs.bias;

import io.flyball.core.control.functions.FunctionMemory;
import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.CodecTypeInfo;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The byte form of what is remembered of a sensor's functions. */
public final class FunctionMemoryCodec implements Codec<FunctionMemory> {
  static final CodecTypeInfo<FunctionMemory> TYPE = new CodecTypeInfo<>(new FunctionMemoryCodec());

  private static final long serialVersionUID = 1;

  @Override
  public Class<FunctionMemory> type() {
    return FunctionMemory.class;
  }

  @Override
  public void write(FunctionMemory value, DataOutputView out) throws IOException {
    value.write(out);
  }

  @Override
  public FunctionMemory read(DataInputView in) throws IOException {
    return FunctionMemory.read(in);
  }

  @Override
  public FunctionMemory copy(FunctionMemory value) {
    return value.copy();
  }
}
