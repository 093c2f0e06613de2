package io.flyball.connectors.stdio;

import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The whole input: there is nothing to split in a stream of bytes. */
public record LinesSplit() implements SourceSplit {
  static final SimpleVersionedSerializer<LinesSplit> SERIALIZER =
      new SimpleVersionedSerializer<>() {
        @Override
        public int getVersion() {
          return 1;
        }

        @Override
        public byte[] serialize(LinesSplit split) {
          return new byte[0];
        }

        @Override
        public LinesSplit deserialize(int version, byte[] bytes) {
          return new LinesSplit();
        }
      };

  @Override
  public String splitId() {
    return "input";
  }
}
