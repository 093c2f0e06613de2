package io.flyball.gateway;

import io.flyball.gateway.live.Channel;
import io.flyball.gateway.live.Feed;
import io.flyball.gateway.live.LiveFeeds;
import io.flyball.jobs.deployment.LiveConfig;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Answers {@code /v1/live}: who may read, how many, which channels. Thread-safe. */
final class Live {
  static final String SCOPE = "read";

  private final LiveConfig config;
  private final LiveFeeds feeds;
  private final Access access;
  private final BooleanSupplier draining;
  private final BooleanSupplier stopped;
  private final GatewayMetrics metrics;
  private final AtomicInteger readers;

  /**
   * @param draining whether the gateway is about to stop
   * @param stopped whether it stops now
   */
  Live(
      LiveConfig config,
      LiveFeeds feeds,
      Access access,
      GatewayMetrics metrics,
      BooleanSupplier draining,
      BooleanSupplier stopped) {
    this.config = config;
    this.feeds = feeds;
    this.access = access;
    this.metrics = metrics;
    this.readers = metrics.readers();
    this.draining = draining;
    this.stopped = stopped;
  }

  LiveConfig config() {
    return config;
  }

  boolean isDraining() {
    return draining.getAsBoolean();
  }

  boolean isStopped() {
    return stopped.getAsBoolean();
  }

  /** Begins a stream. */
  void handle(Exchange exchange) throws ProblemException {
    Set<Channel> channels = channels(exchange.request().getParam("channels"));
    long from = time("from", exchange.request().getParam("from"));
    if (isDraining()) {
      throw Problem.of(503, "the gateway is stopping: connect again").exception();
    }
    if (readers.incrementAndGet() > config.readers()) {
      readers.decrementAndGet();
      throw Problem.of(
              503,
              config.readers()
                  + " readers are connected, as many as gateway.live.readers allows: connect again"
                  + " later")
          .exception();
    }
    List<Feed> opened = new ArrayList<>();
    channels.forEach(channel -> opened.add(feeds.open(channel)));
    LivePlaces places = new LivePlaces(exchange.header("last-event-id"));
    new LiveStream(exchange, this, opened, places, from).start();
  }

  private static Set<Channel> channels(String names) throws ProblemException {
    Set<Channel> channels = EnumSet.noneOf(Channel.class);
    for (String name : names == null ? new String[0] : names.split(",")) {
      Channel channel = Channel.of(name.strip()).orElse(null);
      if (channel == null) {
        throw Problem.of(400, "no channel '" + name + "'; channels are " + Channel.names())
            .exception();
      }
      channels.add(channel);
    }
    if (channels.isEmpty()) {
      throw Problem.of(400, "channels is missing: name one or more of " + Channel.names())
          .exception();
    }
    return channels;
  }

  /** A time of the query as epoch ms; 0 where there is none. */
  static long time(String name, String text) throws ProblemException {
    if (text == null || text.isEmpty()) {
      return 0;
    }
    try {
      return text.matches("-?[0-9]{1,18}")
          ? Long.parseLong(text)
          : Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException e) {
      throw Problem.of(
              400,
              name
                  + " is a time, such as 2026-11-28T09:00:00Z or epoch milliseconds, not '"
                  + text
                  + "'")
          .exception();
    }
  }

  /** Why a reader may read no longer: its token was taken back; nothing while it may. */
  Optional<String> denied(Exchange exchange) {
    try {
      Access.require(access.caller(Credentials.of(exchange, null)), SCOPE);
      return Optional.empty();
    } catch (ProblemException e) {
      return Optional.of(e.problem().detail());
    }
  }

  /** A reader took too little and is closed. */
  void stalled() {
    metrics.stalled();
  }

  /** A stream is over. */
  void end(List<Feed> opened) {
    opened.forEach(feeds::close);
    readers.decrementAndGet();
  }
}
