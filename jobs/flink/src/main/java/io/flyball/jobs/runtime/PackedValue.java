package io.flyball.jobs.runtime;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;

/** Keyed state of one value that its owner packs into bytes. */
public final class PackedValue {
  private PackedValue() {}

  /**
   * To be called in {@code open}.
   *
   * @param name of the state
   */
  public static ValueState<byte[]> of(RuntimeContext context, String name) {
    return context.getState(
        new ValueStateDescriptor<>(name, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }
}
