package io.flyball.jobs.bias;

import io.flyball.core.control.places.PlaceMemory;
import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.CodecTypeInfo;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The byte form of what is remembered of the places of a camera. */
public final class PlaceMemoryCodec implements Codec<PlaceMemory> {
  static final CodecTypeInfo<PlaceMemory> TYPE = new CodecTypeInfo<>(new PlaceMemoryCodec());

  private static final long serialVersionUID = 1;

  @Override
  public Class<PlaceMemory> type() {
    return PlaceMemory.class;
  }

  @Override
  public void write(PlaceMemory value, DataOutputView out) throws IOException {
    value.write(out);
  }

  @Override
  public PlaceMemory read(DataInputView in) throws IOException {
    return PlaceMemory.read(in);
  }

  @Override
  public PlaceMemory copy(PlaceMemory value) {
    return value.copy();
  }
}
