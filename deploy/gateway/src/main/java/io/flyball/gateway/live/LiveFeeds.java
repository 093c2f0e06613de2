package io.flyball.gateway.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.codec.WriterSchema;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.DeadLetter;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionOutcome;
import io.flyball.schemas.ModeState;
import io.flyball.schemas.PolicySnapshot;
import io.flyball.schemas.RateWindow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * The channels that are followed now. A channel is followed from its first reader on, and kept up
 * for a while after its last one. Thread-safe.
 */
public final class LiveFeeds implements AutoCloseable {
  /** Records of a topic of many that are read at most. */
  private static final long MOST = 1_000_000;

  private final LiveSettings settings;
  private final Supplier<ObjectNode> gateway;
  private final Map<Channel, Feed> feeds = new EnumMap<>(Channel.class);
  private final ScheduledExecutorService sweeper;
  private boolean closed;

  /**
   * @param gateway how the gateway itself is, asked once a second
   */
  public LiveFeeds(LiveSettings settings, Supplier<ObjectNode> gateway) {
    this.settings = settings;
    this.gateway = gateway;
    this.sweeper =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "live-sweeper");
              thread.setDaemon(true);
              return thread;
            });
    var unused = sweeper.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
  }

  /** Begins to read a channel; the reader ends it with {@link #close(Feed)}. */
  public synchronized Feed open(Channel channel) {
    if (closed) {
      throw new IllegalStateException("the gateway is stopping");
    }
    Feed feed = feeds.computeIfAbsent(channel, wanted -> make(wanted).started());
    feed.readerComes();
    return feed;
  }

  /** A reader has gone. */
  public synchronized void close(Feed feed) {
    feed.readerGoes();
  }

  /** Channels that are followed. */
  synchronized List<Channel> followed() {
    return new ArrayList<>(feeds.keySet());
  }

  private synchronized void sweep() {
    long keep = settings.config().keep().toNanos();
    feeds
        .values()
        .removeIf(
            feed -> {
              boolean idle = feed.isIdle(keep);
              if (idle) {
                feed.stop();
              }
              return idle;
            });
  }

  private Feed make(Channel channel) {
    int points = settings.config().points();
    long share = settings.config().bytes() / Channel.values().length;
    Ring ring = new Ring(points, share);
    String topic = settings.topics().get(channel);
    Feed.Source source =
        switch (channel) {
          case OVERVIEW -> new OverviewSource(settings, ring, gateway);
          case COUNTS -> new CountsSource(settings, ring);
          default -> follower(channel, topic, ring);
        };
    return new Feed(channel, topic, ring, source);
  }

  private ChannelSource follower(Channel channel, String topic, Ring ring) {
    long most = channel.least() == 0 ? MOST : settings.config().points();
    long least = Math.min(channel.least(), settings.config().points());
    StartOffsets start = new StartOffsets(settings.config().history(), least, most);
    return new ChannelSource(settings, topic, start, sink(channel, ring));
  }

  private TopicSink sink(Channel channel, Ring ring) {
    return switch (channel) {
      case DECISIONS -> seconds(Decision.class, DecisionSecond.KIND, ring);
      case OUTCOMES -> seconds(DecisionOutcome.class, OutcomeSecond.KIND, ring);
      case WINDOWS -> seconds(RateWindow.class, WindowSecond.KIND, ring);
      case ATTRIBUTED -> seconds(AttributedFeedback.class, FeedbackSecond.KIND, ring);
      case STATES -> seconds(ModeState.class, StateSecond.KIND, ring);
      case SNAPSHOTS -> records(PolicySnapshot.class, ShownRecords::of, ring);
      case DEAD_LETTERS -> records(DeadLetter.class, ShownRecords::of, ring);
      default -> records(channel.type(), RecordSink::whole, ring);
    };
  }

  private <T extends SpecificRecord> TopicSink records(
      Class<T> type, Function<? super T, String> shown, Ring ring) {
    return new RecordSink<>(new RecordReading<>(type, registry()), shown, ring);
  }

  private <T extends SpecificRecord> TopicSink seconds(
      Class<T> type, Second.Kind<T> kind, Ring ring) {
    return new SecondsSink<>(new RecordReading<>(type, registry()), kind, ring);
  }

  private Function<byte[], WriterSchema> registry() {
    return settings
        .registry()
        .<Function<byte[], WriterSchema>>map(one -> one::writerOf)
        .orElse(null);
  }

  @Override
  public synchronized void close() {
    closed = true;
    sweeper.shutdownNow();
    feeds.values().forEach(Feed::stop);
  }
}
