package io.flyball.jobs.runtime;

import io.flyball.core.record.TextFormat;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What a savepoint knows of a {@link CodecSerializer}: which codec wrote it. */
public final class CodecSnapshot<T> implements TypeSerializerSnapshot<T> {
  private static final int VERSION = 1;

  private Codec<T> codec;

  /** For Flink, which then reads the rest. */
  public CodecSnapshot() {}

  CodecSnapshot(Codec<T> codec) {
    this.codec = codec;
  }

  @Override
  public int getCurrentVersion() {
    return VERSION;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    TextFormat.write(codec.getClass().getName(), out);
  }

  @Override
  @SuppressWarnings("unchecked") // the name was written from a codec of T
  public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
    String name = TextFormat.read(in);
    try {
      Class<?> type = Class.forName(name, true, loader);
      codec = (Codec<T>) type.asSubclass(Codec.class).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IOException("the codec " + name + " of the savepoint does not exist any more", e);
    }
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return new CodecSerializer<>(codec);
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> old) {
    return old instanceof CodecSnapshot<T> that && that.codec.getClass().equals(codec.getClass())
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
