package io.flyball.connectors.stdio;

import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Gives the input to the first reader that registers and tells all others that nothing comes. */
final class LinesEnumerator implements SplitEnumerator<LinesSplit, Boolean> {
  static final SimpleVersionedSerializer<Boolean> SERIALIZER =
      new SimpleVersionedSerializer<>() {
        @Override
        public int getVersion() {
          return 1;
        }

        @Override
        public byte[] serialize(Boolean assigned) {
          return new byte[] {(byte) (assigned ? 1 : 0)};
        }

        @Override
        public Boolean deserialize(int version, byte[] bytes) {
          return bytes[0] == 1;
        }
      };

  private final SplitEnumeratorContext<LinesSplit> context;
  private boolean assigned;

  LinesEnumerator(SplitEnumeratorContext<LinesSplit> context, boolean assigned) {
    this.context = context;
    this.assigned = assigned;
  }

  @Override
  public void start() {}

  @Override
  public void addReader(int subtask) {
    if (!assigned) {
      assigned = true;
      context.assignSplit(new LinesSplit(), subtask);
    }
    context.signalNoMoreSplits(subtask);
  }

  @Override
  public void addSplitsBack(List<LinesSplit> splits, int subtask) {
    assigned = assigned && splits.isEmpty();
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {}

  @Override
  public Boolean snapshotState(long checkpoint) {
    return assigned;
  }

  @Override
  public void close() {}
}
