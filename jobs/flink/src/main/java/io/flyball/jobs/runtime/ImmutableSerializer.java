package io.flyball.jobs.runtime;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes and reads as the serializer within, and takes over what that one wrote alone; an immutable
 * value is its own copy.
 */
public final class ImmutableSerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1;

  private final TypeSerializer<T> inner;
  private transient BufferedSerializer<T> out;

  ImmutableSerializer(TypeSerializer<T> inner) {
    this.inner = inner;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return new ImmutableSerializer<>(inner.duplicate());
  }

  @Override
  public T createInstance() {
    return inner.createInstance();
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return inner.getLength();
  }

  @Override
  public void serialize(T value, DataOutputView target) throws IOException {
    if (out == null) {
      out = new BufferedSerializer<>(inner::serialize);
    }
    out.write(value, target);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    return inner.deserialize(source);
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return inner.deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    inner.copy(source, target);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImmutableSerializer<?> that && inner.equals(that.inner);
  }

  @Override
  public int hashCode() {
    return inner.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new Snapshot<>(this);
  }

  /** What a savepoint knows of it: the serializer within. */
  public static final class Snapshot<T>
      extends CompositeTypeSerializerSnapshot<T, ImmutableSerializer<T>> {
    private static final int VERSION = 1;

    /** For Flink, which then reads the rest. */
    public Snapshot() {}

    Snapshot(ImmutableSerializer<T> serializer) {
      super(serializer);
    }

    @Override
    protected int getCurrentOuterSnapshotVersion() {
      return VERSION;
    }

    @Override
    @SuppressWarnings("unchecked") // the only nested serializer is of T
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
        TypeSerializerSnapshot<T> before) {
      if (before instanceof Snapshot) {
        return super.resolveSchemaCompatibility(before);
      }
      TypeSerializerSnapshot<T> inner =
          (TypeSerializerSnapshot<T>) getNestedSerializerSnapshots()[0];
      TypeSerializerSchemaCompatibility<T> found = inner.resolveSchemaCompatibility(before);
      return found.isCompatibleWithReconfiguredSerializer()
          ? TypeSerializerSchemaCompatibility.compatibleWithReconfiguredSerializer(
              new ImmutableSerializer<>(found.getReconfiguredSerializer()))
          : found;
    }

    @Override
    protected TypeSerializer<?>[] getNestedSerializers(ImmutableSerializer<T> outer) {
      return new TypeSerializer<?>[] {outer.inner};
    }

    @Override
    @SuppressWarnings("unchecked") // the only nested serializer is of T
    protected ImmutableSerializer<T> createOuterSerializerWithNestedSerializers(
        TypeSerializer<?>[] nested) {
      return new ImmutableSerializer<>((TypeSerializer<T>) nested[0]);
    }
  }
}
