package io.flyball.gateway.live;

import io.flyball.connectors.codec.kafka.TopicFollower;
import io.flyball.gateway.live.Status.State;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A topic from some time before its end, as points. */
final class ChannelSource implements Feed.Source, TopicFollower.Reader {
  private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final TopicSink sink;
  private final TopicFollower follower;
  private long flushed = System.nanoTime();
  private volatile long unreadable;
  private volatile long late;

  ChannelSource(LiveSettings settings, String topic, StartOffsets start, TopicSink sink) {
    this.sink = sink;
    this.follower =
        new TopicFollower(
            settings.consumer(),
            List.of(topic),
            (consumer, partitions) -> start.of(settings, consumer, partitions),
            this);
  }

  /** Begins; the follower has a thread of its own. */
  @Override
  public void run() {
    follower.start();
  }

  @Override
  public void close() {
    follower.stop();
  }

  @Override
  public Status status() {
    String fault = follower.fault().orElse(null);
    State state =
        fault != null ? State.UNAVAILABLE : follower.atEnd() ? State.LIVE : State.CATCHING_UP;
    return new Status(state, fault, unreadable, late);
  }

  @Override
  public void read(ConsumerRecord<byte[], byte[]> record) {
    sink.accept(record);
  }

  @Override
  public void looked() {
    unreadable = sink.unreadable();
    late = sink.late();
    long now = System.nanoTime();
    if (now - flushed > FLUSH_NANOS) {
      sink.flush();
      flushed = now;
    }
  }
}
