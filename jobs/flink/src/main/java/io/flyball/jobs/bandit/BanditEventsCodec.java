package io.flyball.jobs.bandit;

import io.flyball.jobs.runtime.Codec;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Packs events that wait for event time. */
public final class BanditEventsCodec implements Codec<BanditEvent[]> {
  private static final long serialVersionUID = 1;
  private static final BanditEventCodec ONE = new BanditEventCodec();

  @Override
  public Class<BanditEvent[]> type() {
    return BanditEvent[].class;
  }

  @Override
  public void write(BanditEvent[] events, DataOutputView out) throws IOException {
    out.writeInt(events.length);
    for (BanditEvent event : events) {
      ONE.write(event, out);
    }
  }

  @Override
  public BanditEvent[] read(DataInputView in) throws IOException {
    BanditEvent[] events = new BanditEvent[in.readInt()];
    for (int i = 0; i < events.length; i++) {
      events[i] = ONE.read(in);
    }
    return events;
  }
}
