package io.flyball.tools.camera;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.connectors.camera.LiveStream;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.PacketCutter;
import io.flyball.core.camera.packet.PacketStamp;
import io.flyball.core.control.SensorProfile;
import io.flyball.schemas.BiasCommand;
import io.flyball.schemas.BiasSetting;
import io.flyball.schemas.FunctionSetting;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Stands between a program at a live camera and Kafka: bytes as the camera's software gives them
 * become packets, bias commands go back as lines of JSON.
 *
 * <pre>
 *   program ─ TCP or UDP ─► packets ─► camera.packets ─► bias job ─► camera.commands ─► program
 * </pre>
 *
 * <p>A line is {@code {"command":"left/5/12","register":"bias_refr","code":45}}, one for each
 * setting, or {@code {"command":..,"function":"ERC","enabled":true,"filter":"","count":5000,..}}
 * for a function of the sensor. Each connection is a session; when it ends, the windows of the
 * camera end. Lost datagrams mark the packet undercounted. One thread; a packet is published at
 * least every 20 ms of device time while events come.
 */
public final class StreamBridge implements AutoCloseable {
  /** Where a program connects unless another port is told. */
  public static final int PORT = 8992;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PIECE = 1 << 17;
  private static final int PACKET_BYTES = 131_072;
  private static final long PACKET_US = 20_000;

  private final String camera;
  private final String sensor;
  private final SensorEncoding encoding;
  private final Geometry geometry;
  private final CameraTopics topics;
  private final StreamSource source;
  private final Consumer<String> notes;
  private final EventColumns events = new EventColumns();
  private LiveStream stream;
  private PacketCutter cutter;
  private PacketStamp stamp;
  private boolean missing;
  private long reachedUs;
  private long sessions;
  private long session;
  private long bytes;
  private long packets;
  private long commands;

  /**
   * Opens both ends.
   *
   * @param sensor name of the camera's profile
   * @param udp whether datagrams are taken instead of a connection
   * @param encoding of words without a header, or null
   * @param geometry where the bytes do not say it, or null for that of the profile
   * @param notes told when a camera comes, goes or sends what is refused
   */
  public StreamBridge(
      Broker broker,
      String camera,
      String sensor,
      InetSocketAddress listen,
      boolean udp,
      SensorEncoding encoding,
      Geometry geometry,
      Consumer<String> notes) {
    this.camera = camera;
    this.sensor = sensor;
    this.encoding = encoding;
    this.geometry =
        geometry == null && !sensor.equals(SensorProfile.GENERIC)
            ? SensorProfile.named(sensor).geometry()
            : geometry;
    this.notes = notes;
    this.topics = new CameraTopics(broker, camera);
    try {
      source = udp ? new UdpSource(listen) : new TcpSource(listen);
    } catch (IOException e) {
      topics.close();
      throw new UserError("cannot listen on " + listen + ": " + e.getMessage(), e);
    }
  }

  /** What has passed. */
  public record Counts(long sessions, long bytes, long packets, long commands) {}

  /** The port that is listened on. */
  public int port() {
    return source.port();
  }

  /** Carries events and commands as long as asked to. */
  public Counts run(BooleanSupplier goOn, LongSupplier clock) {
    byte[] piece = new byte[PIECE];
    try {
      while (goOn.getAsBoolean()) {
        int n = source.read(piece);
        if (n > 0) {
          take(piece, n, clock);
        } else if (cutter != null) {
          // Nothing comes: what is held must not wait for the next event.
          cutter.flush(cut -> publish(cut, clock));
        }
        if (n == StreamSource.GONE) {
          end(clock);
        }
        topics.poll(Duration.ZERO, this::send, window -> {});
      }
    } catch (IOException e) {
      throw new UserError("the connection of camera " + camera + " broke: " + e.getMessage(), e);
    }
    end(clock);
    topics.flush();
    return new Counts(sessions, bytes, packets, commands);
  }

  private void take(byte[] piece, int length, LongSupplier clock) {
    if (stream == null) {
      stream = new LiveStream(encoding, geometry);
      sessions++;
    }
    bytes += length;
    missing |= source.lost();
    events.clear();
    try {
      stream.take(piece, length, events);
    } catch (IllegalArgumentException e) {
      throw new UserError("camera " + camera + ": " + e.getMessage(), e);
    }
    cut(clock);
  }

  private void cut(LongSupplier clock) {
    if (events.isEmpty()) {
      return;
    }
    if (cutter == null) {
      Geometry size = stream.geometry();
      if (!size.known()) {
        throw new UserError(
            "camera " + camera + " does not say how many pixels it has; --geometry tells it.");
      }
      session = Math.max(session + 1, clock.getAsLong());
      cutter = new PacketCutter(stream.packetEncoding(), PACKET_BYTES, PACKET_US);
      stamp = new PacketStamp(camera, sensor, size, stream.packetEncoding(), session);
      notes.accept("camera " + camera + " sends, " + size);
    }
    cutter.add(events, cut -> publish(cut, clock));
  }

  private void end(LongSupplier clock) {
    if (stream == null) {
      return;
    }
    events.clear();
    stream.finish(events);
    cut(clock);
    if (cutter != null) {
      cutter.flush(cut -> publish(cut, clock));
      topics.publish(stamp.last(reachedUs, clock.getAsLong()));
      packets++;
    }
    long faults = stream.faults().total();
    notes.accept("camera " + camera + " has ended" + (faults > 0 ? ", " + faults + " faults" : ""));
    stream = null;
    cutter = null;
  }

  private void publish(PacketCutter.Cut cut, LongSupplier clock) {
    topics.publish(
        stamp.next(cut.startUs(), cut.endUs(), cut.words(), clock.getAsLong(), missing, Map.of()));
    packets++;
    reachedUs = cut.endUs();
    missing = false;
  }

  private void send(BiasCommand command) {
    commands++;
    for (String line : lines(command)) {
      try {
        source.send((line + '\n').getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // The next read sees that the camera is gone.
        notes.accept("camera " + camera + " took no command: " + e.getMessage());
        return;
      }
    }
  }

  /** A command as lines of JSON. */
  static List<String> lines(BiasCommand command) {
    List<String> lines = new ArrayList<>();
    for (BiasSetting setting : command.getSettings()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("command", command.getId());
      line.put("register", setting.getRegister());
      line.put("code", setting.getCode());
      lines.add(json(line));
    }
    for (FunctionSetting set : command.getFunctions()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("command", command.getId());
      line.put("function", set.getFunction());
      line.put("enabled", set.getEnabled());
      if (set.getEnabled()) {
        line.put("filter", set.getFilter());
        line.putAll(new TreeMap<>(set.getValues()));
        line.put(
            "windows",
            set.getWindows().stream()
                .map(w -> List.of(w.getX(), w.getY(), w.getWidth(), w.getHeight()))
                .toList());
      }
      lines.add(json(line));
    }
    return lines;
  }

  private static String json(Map<String, Object> line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      source.close();
    } catch (IOException e) {
      // It is no longer needed.
    }
    topics.close();
  }
}
