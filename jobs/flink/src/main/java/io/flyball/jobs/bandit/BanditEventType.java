package io.flyball.jobs.bandit;

import io.flyball.jobs.runtime.CodecTypeInfo;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Tells Flink how a {@link BanditEvent} is packed. */
public final class BanditEventType extends TypeInfoFactory<BanditEvent> {
  @Override
  public TypeInformation<BanditEvent> createTypeInfo(
      Type type, Map<String, TypeInformation<?>> parameters) {
    return new CodecTypeInfo<>(new BanditEventCodec());
  }
}
