package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.gateway.live.Feed;
import io.flyball.gateway.live.Ring;
import io.flyball.gateway.live.Status;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One reader's stream of server-sent events; used by its event loop alone. It holds a place in each
 * ring: while {@code gateway.live.queue-bytes} wait for the reader nothing is added, and what is
 * replaced meanwhile is sent once.
 */
final class LiveStream {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RETRY_MS = 3000;
  private static final int HEARTBEAT_TICKS = 5;

  /** Bytes of points in a message, but for a single longer point. */
  private static final int MESSAGE = 32 << 10;

  private final Exchange exchange;
  private final Live live;
  private final List<View> views = new ArrayList<>();
  private final long from;
  private HttpServerResponse response;
  private long timer;
  private long ticks;
  private long fullSince;
  private boolean warned;
  private boolean over;

  /** A channel, and what of it was sent. */
  private final class View {
    private final Feed feed;
    private long place;
    private boolean reset;
    private boolean begun;
    private Status shown;

    private View(Feed feed, LivePlaces places) {
      this.feed = feed;
      this.place = places.of(feed);
      this.reset = place == 0;
    }

    private void status() {
      Status status = feed.status();
      if (status.equals(shown)) {
        return;
      }
      shown = status;
      ObjectNode data =
          JSON.createObjectNode()
              .put("channel", feed.channel().text())
              .put("topic", feed.topic())
              .put("state", status.state().text())
              .put("reason", status.reason())
              .put("from", feed.ring().oldest())
              .put("unreadable", status.unreadable())
              .put("late", status.late());
      send("status", data.toString().getBytes(UTF_8));
    }

    /** Sends what comes next; whether it was anything. */
    private boolean points() {
      Ring.Batch batch = feed.ring().after(place, from, MESSAGE);
      place = batch.next();
      if (begun && batch.texts().isEmpty()) {
        return false;
      }
      begun = true;
      Buffer data = Buffer.buffer();
      data.appendString("{\"channel\":\"" + feed.channel().text() + "\",\"reset\":" + reset);
      data.appendString(",\"skipped\":" + batch.skipped() + ",\"points\":[");
      for (int i = 0; i < batch.texts().size(); i++) {
        data.appendString(i == 0 ? "" : ",").appendBytes(batch.texts().get(i));
      }
      data.appendString("]}");
      reset = false;
      send("points", data.getBytes());
      return !batch.texts().isEmpty();
    }
  }

  /**
   * @param feeds opened for it; they are closed with it
   * @param places where it left off
   * @param from older points are left out; epoch ms
   */
  LiveStream(Exchange exchange, Live live, List<Feed> feeds, LivePlaces places, long from) {
    this.exchange = exchange;
    this.live = live;
    this.from = from;
    feeds.forEach(feed -> views.add(new View(feed, places)));
  }

  void start() {
    response = exchange.stream("text/event-stream");
    exchange.whenOver(this::end);
    if (over) {
      return;
    }
    response.setWriteQueueMaxSize(live.config().queueBytes());
    response.write(Buffer.buffer("retry: " + RETRY_MS + "\n\n"));
    timer = exchange.vertx().setPeriodic(1000, tick -> tick());
    pump();
  }

  private void tick() {
    if (over) {
      return;
    }
    ticks++;
    long waits = fullSince == 0 ? 0 : System.nanoTime() - fullSince;
    if (waits > live.config().stalledAfter().toNanos()) {
      live.stalled();
      exchange.cut();
      return;
    }
    if (live.isDraining() && !warned) {
      warned = true;
      send("draining", "{\"detail\":\"the gateway is stopping\"}".getBytes(UTF_8));
    }
    if (live.isStopped() && fullSince != 0) {
      exchange.cut();
      return;
    }
    if (live.isStopped()) {
      response.end();
      return;
    }
    if (ticks % HEARTBEAT_TICKS == 0 && !heartbeat()) {
      return;
    }
    pump();
  }

  /** Tells that the connection is alive; whether the reader may still read. */
  private boolean heartbeat() {
    String denied = live.denied(exchange).orElse(null);
    if (denied != null) {
      send("denied", JSON.createObjectNode().put("detail", denied).toString().getBytes(UTF_8));
      response.end();
      return false;
    }
    if (!response.writeQueueFull()) {
      long now = System.currentTimeMillis();
      send("heartbeat", ("{\"now\":" + now + "}").getBytes(UTF_8));
    }
    return true;
  }

  /** Sends what is new, as much as the reader takes. */
  private void pump() {
    if (over) {
      return;
    }
    boolean more = true;
    while (more && !response.writeQueueFull()) {
      more = false;
      for (View view : views) {
        if (!response.writeQueueFull()) {
          view.status();
          more |= view.points();
        }
      }
    }
    if (response.writeQueueFull() && fullSince == 0) {
      fullSince = System.nanoTime();
      response.drainHandler(
          drained -> {
            fullSince = 0;
            pump();
          });
    }
  }

  private void send(String event, byte[] data) {
    String id =
        views.stream()
            .map(view -> LivePlaces.text(view.feed, view.place))
            .collect(Collectors.joining(","));
    Buffer message = Buffer.buffer(data.length + 256);
    message.appendString("id: " + id + "\nevent: " + event + "\ndata: ");
    message.appendBytes(data).appendString("\n\n");
    response.write(message);
  }

  private void end() {
    if (!over) {
      over = true;
      exchange.vertx().cancelTimer(timer);
      live.end(views.stream().map(view -> view.feed).toList());
    }
  }
}
