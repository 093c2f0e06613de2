package io.flyball.jobs.bandit;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.serve.ArmStore;
import io.flyball.core.bandit.serve.Cell;
import io.flyball.core.bandit.serve.ServingState;
import io.flyball.core.state.Store;
import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.CodecTypeInfo;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.MapStateStore;
import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The state of {@link BanditFunction}. Arrays of arms and heads are changed in place and put back:
 * the heap backend hands out a copy of what a running snapshot still needs, as their codecs make
 * it; decisions and lists of ids are never changed, so that they need none.
 */
final class BanditStores {
  private BanditStores() {}

  static ServingState open(RuntimeContext context) {
    return new ServingState(
        cell(context, "head", new HeadCodec()),
        new Arms(context.getMapState(descriptor("arms", new ArmCodec()))),
        store(context, "decisions", new OpenDecisionCodec()),
        store(context, "early", new HeldRewardsCodec()),
        new MapStateStore<>(
            context.getMapState(new MapStateDescriptor<>("slots", Types.LONG, Types.INT))),
        store(context, "agenda", new StringsCodec()),
        cell(context, "published", new PublishedCodec()),
        cell(context, "last-model", new PublishedModelCodec()),
        new MapStateStore<>(
            context.getMapState(
                new MapStateDescriptor<>(
                    "evaluations",
                    ImmutableTypeInfo.TEXT,
                    PrimitiveArrayTypeInfo.DOUBLE_PRIMITIVE_ARRAY_TYPE_INFO))),
        cell(context, "rivals", new RivalsCodec()),
        store(context, "shares", new ShareCodec()),
        new MapStateStore<>(
            context.getMapState(
                new MapStateDescriptor<>("offered", ImmutableTypeInfo.TEXT, Types.LONG))),
        new MapStateStore<>(
            context.getMapState(
                new MapStateDescriptor<>(
                    "clicks",
                    ImmutableTypeInfo.TEXT,
                    PrimitiveArrayTypeInfo.DOUBLE_PRIMITIVE_ARRAY_TYPE_INFO))));
  }

  private static <V> Store<String, V> store(RuntimeContext context, String name, Codec<V> codec) {
    return new MapStateStore<>(context.getMapState(descriptor(name, codec)));
  }

  private static <V> MapStateDescriptor<String, V> descriptor(String name, Codec<V> codec) {
    TypeInformation<V> type = new CodecTypeInfo<>(codec);
    return new MapStateDescriptor<>(name, ImmutableTypeInfo.TEXT, type);
  }

  private static <T> Cell<T> cell(RuntimeContext context, String name, Codec<T> codec) {
    return new Value<>(
        context.getState(new ValueStateDescriptor<>(name, new CodecTypeInfo<>(codec))));
  }

  private record Value<T>(ValueState<T> state) implements Cell<T> {
    @Override
    public T get() {
      try {
        return state.value();
      } catch (IOException e) {
        throw new IllegalStateException("cannot read keyed state", e);
      }
    }

    @Override
    public void put(T value) {
      try {
        state.update(value);
      } catch (IOException e) {
        throw new IllegalStateException("cannot write keyed state", e);
      }
    }
  }

  private static final class Arms implements ArmStore {
    private final MapState<String, Arm> state;
    private final MapStateStore<String, Arm> store;

    Arms(MapState<String, Arm> state) {
      this.state = state;
      this.store = new MapStateStore<>(state);
    }

    @Override
    public Iterable<Arm> all() {
      try {
        return state.values();
      } catch (Exception e) {
        throw new IllegalStateException("cannot read keyed state", e);
      }
    }

    @Override
    public Arm get(String id) {
      return store.get(id);
    }

    @Override
    public void put(String id, Arm arm) {
      store.put(id, arm);
    }

    @Override
    public void remove(String id) {
      store.remove(id);
    }
  }
}
