package io.flyball.jobs.runtime;

import io.flyball.core.state.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Keyed map state whose values are the bytes of a {@link Codec}: on the heap one array instead of a
 * tree of objects, which the garbage collector would have to walk. A call costs one packing or
 * unpacking of one value. Not for several threads.
 *
 * <p>An entry of the layout before stays as it is until it is written or removed.
 */
public final class PackedStore<V> implements Store<String, V> {
  private static final int USUAL_BYTES = 256;

  private final Codec<V> codec;
  private final MapState<String, byte[]> packed;
  private final Optional<MapState<String, V>> older;
  private final DataOutputSerializer out = new DataOutputSerializer(USUAL_BYTES);
  private final DataInputDeserializer in = new DataInputDeserializer();

  /**
   * @param name of the state
   * @param older name of the state that held the values as objects, in what this job was restored
   *     from; empty when it was not restored
   */
  public PackedStore(RuntimeContext context, String name, Codec<V> codec, Optional<String> older) {
    this.codec = codec;
    this.packed = state(context, name, ImmutableTypeInfo.of(byte[].class));
    this.older = older.map(before -> state(context, before, ImmutableTypeInfo.of(codec.type())));
  }

  private static <T> MapState<String, T> state(
      RuntimeContext context, String name, TypeInformation<T> type) {
    return context.getMapState(new MapStateDescriptor<>(name, ImmutableTypeInfo.TEXT, type));
  }

  @Override
  public V get(String key) {
    try {
      byte[] bytes = packed.get(key);
      if (bytes != null) {
        return unpack(bytes);
      }
      return older.isPresent() ? older.get().get(key) : null;
    } catch (Exception e) {
      throw new IllegalStateException("cannot read keyed state", e);
    }
  }

  @Override
  public void put(String key, V value) {
    try {
      packed.put(key, pack(value));
      if (older.isPresent()) {
        older.get().remove(key);
      }
    } catch (Exception e) {
      throw new IllegalStateException("cannot write keyed state", e);
    }
  }

  @Override
  public void remove(String key) {
    try {
      packed.remove(key);
      if (older.isPresent()) {
        older.get().remove(key);
      }
    } catch (Exception e) {
      throw new IllegalStateException("cannot clear keyed state", e);
    }
  }

  /** All entries of the current key, to be walked through once. */
  public Iterable<Map.Entry<String, V>> entries() {
    try {
      List<Map.Entry<String, V>> entries = new ArrayList<>();
      for (Map.Entry<String, byte[]> entry : packed.entries()) {
        entries.add(Map.entry(entry.getKey(), unpack(entry.getValue())));
      }
      if (older.isPresent()) {
        older.get().entries().forEach(entries::add);
      }
      return entries;
    } catch (Exception e) {
      throw new IllegalStateException("cannot read keyed state", e);
    }
  }

  /** Removes all entries of the current key. */
  public void clear() {
    packed.clear();
    older.ifPresent(MapState::clear);
  }

  private byte[] pack(V value) {
    try {
      out.clear();
      codec.write(value, out);
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot pack a value in memory", e);
    }
  }

  private V unpack(byte[] bytes) {
    try {
      in.setBuffer(bytes);
      return codec.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack a value in memory", e);
    }
  }
}
