package io.flyball.jobs.runtime;

import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Keys and state values that nobody changes once they are made. The heap backend copies what it
 * holds at the first access after each checkpoint, and writes each byte of a text by itself; this
 * type spares it both, and leaves the byte form, and how it evolves, to the type within.
 */
public final class ImmutableTypeInfo<T> extends OpaqueTypeInfo<T> {
  private static final long serialVersionUID = 1;

  /** A text, above all one that is a key: it is written once more for each of its timers. */
  public static final TypeInformation<String> TEXT = new ImmutableTypeInfo<>(Types.STRING);

  private final TypeInformation<T> inner;

  private ImmutableTypeInfo(TypeInformation<T> inner) {
    this.inner = inner;
  }

  /** Of a class, all of whose parts are immutable as well. */
  public static <T> TypeInformation<T> of(Class<T> type) {
    return new ImmutableTypeInfo<>(TypeInformation.of(type));
  }

  /** Of lists that are replaced, never changed, and whose elements are immutable. */
  public static <T> TypeInformation<List<T>> listOf(Class<T> element) {
    return new ImmutableTypeInfo<>(Types.LIST(TypeInformation.of(element)));
  }

  @Override
  public Class<T> getTypeClass() {
    return inner.getTypeClass();
  }

  @Override
  public boolean isKeyType() {
    return inner.isKeyType();
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new ImmutableSerializer<>(inner.createSerializer(config));
  }

  @Override
  public String toString() {
    return "Immutable " + inner;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImmutableTypeInfo<?> that && inner.equals(that.inner);
  }

  @Override
  public int hashCode() {
    return inner.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ImmutableTypeInfo;
  }
}
