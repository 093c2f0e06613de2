package io.flyball.tools.camera;

import io.flyball.connectors.camera.JaerDatagrams;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.PacketCutter;
import io.flyball.core.camera.packet.PacketStamp;
import io.flyball.core.control.Bias;
import io.flyball.core.control.BiasPhysics.CoarseCodes;
import io.flyball.core.control.BiasWrite.Why;
import io.flyball.core.control.SensorProfile;
import io.flyball.schemas.BiasCommand;
import io.flyball.schemas.BiasSetting;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Stands between jAER and Kafka: datagrams of events become packets, bias commands become jAER's
 * text commands.
 *
 * <pre>
 *   jAER ─ UDP 8991 ─► packets ─► camera.packets ─► bias job ─► camera.commands ─ UDP 8995 ─► jAER
 * </pre>
 *
 * <p>A fine code is {@code setif_<bias> n}; when all codes are sent, the coarse ones go before as
 * {@code setic_<bias> n}. A hole in the datagrams' numbers marks the packet undercounted. One
 * thread; a packet is published at least every 20 ms of device time while events come.
 */
public final class JaerBridge implements AutoCloseable {
  /** Where jAER sends its events. */
  public static final int EVENTS_PORT = 8991;

  /** Where jAER listens for commands. */
  public static final int COMMANDS_PORT = 8995;

  /** The longest datagram that UDP can carry. */
  private static final int DATAGRAM = 65_507;

  private static final int RECEIVE_BUFFER = 4 << 20;
  private static final int WAIT_MS = 5;
  private static final int PACKET_BYTES = 131_072;
  private static final long PACKET_US = 20_000;
  private static final String SENSOR = "davis346";

  private final String camera;
  private final CameraTopics topics;
  private final DatagramSocket socket;
  private final InetSocketAddress jaer;
  private final JaerDatagrams datagrams = new JaerDatagrams();
  private final PacketCutter cutter =
      new PacketCutter(SensorEncoding.EVT2, PACKET_BYTES, PACKET_US);
  private final EventColumns events = new EventColumns();
  private boolean missing;
  private long reachedUs;
  private long received;
  private long commands;

  /**
   * Opens both ends.
   *
   * @param listen address and port for events
   * @param jaer where commands go
   */
  public JaerBridge(
      Broker broker, String camera, InetSocketAddress listen, InetSocketAddress jaer) {
    this.camera = camera;
    this.jaer = jaer;
    this.topics = new CameraTopics(broker, camera);
    try {
      socket = new DatagramSocket(listen);
      socket.setReceiveBufferSize(RECEIVE_BUFFER);
      socket.setSoTimeout(WAIT_MS);
    } catch (SocketException e) {
      topics.close();
      throw new UserError("cannot listen on " + listen + ": " + e.getMessage(), e);
    }
  }

  /** What has passed so far. */
  public record Counts(long datagrams, long lost, long dropped, long packets, long commands) {}

  /** The address that events are taken from. */
  public InetAddress address() {
    return socket.getLocalAddress();
  }

  /** The port that events are taken from. */
  public int port() {
    return socket.getLocalPort();
  }

  /** Carries events and commands as long as asked to. */
  public Counts run(BooleanSupplier goOn, LongSupplier clock) {
    PacketStamp stamp =
        new PacketStamp(
            camera, SENSOR, datagrams.geometry(), SensorEncoding.EVT2, clock.getAsLong());
    DatagramPacket datagram = new DatagramPacket(new byte[DATAGRAM], DATAGRAM);
    while (goOn.getAsBoolean()) {
      if (receive(datagram)) {
        received++;
        events.clear();
        missing |= datagrams.read(datagram.getData(), datagram.getLength(), events);
        cutter.add(events, cut -> publish(stamp, cut, clock));
      } else {
        // Nothing comes: what is held must not wait for the next event.
        cutter.flush(cut -> publish(stamp, cut, clock));
      }
      topics.poll(Duration.ZERO, this::send, window -> {});
    }
    cutter.flush(cut -> publish(stamp, cut, clock));
    if (stamp.count() > 0) {
      topics.publish(stamp.last(reachedUs, clock.getAsLong()));
    }
    topics.flush();
    return new Counts(received, datagrams.lost(), datagrams.dropped(), stamp.count(), commands);
  }

  private boolean receive(DatagramPacket datagram) {
    datagram.setLength(DATAGRAM);
    try {
      socket.receive(datagram);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      throw new UserError("no more events can be received: " + e.getMessage(), e);
    }
  }

  private void publish(PacketStamp stamp, PacketCutter.Cut cut, LongSupplier clock) {
    topics.publish(
        stamp.next(cut.startUs(), cut.endUs(), cut.words(), clock.getAsLong(), missing, Map.of()));
    reachedUs = cut.endUs();
    missing = false;
  }

  private void send(BiasCommand command) {
    commands++;
    for (String line : lines(command)) {
      byte[] text = (line + '\n').getBytes(StandardCharsets.US_ASCII);
      try {
        socket.send(new DatagramPacket(text, text.length, jaer));
      } catch (IOException e) {
        throw new UserError("no command can be sent to " + jaer + ": " + e.getMessage(), e);
      }
    }
  }

  /** A command in jAER's words. */
  static List<String> lines(BiasCommand command) {
    CoarseCodes coarse = SensorProfile.named(SENSOR).physics().orElseThrow().coarse();
    List<String> lines = new ArrayList<>();
    for (BiasSetting setting : command.getSettings()) {
      if (setting.getWhy().equals(Why.RESEND.name())) {
        lines.add("setic_" + setting.getRegister() + " " + coarse(coarse, setting.getBias()));
      }
      lines.add("setif_" + setting.getRegister() + " " + setting.getCode());
    }
    return lines;
  }

  private static int coarse(CoarseCodes coarse, String bias) {
    return switch (Bias.valueOf(bias)) {
      case REFRACTORY -> coarse.refractory();
      case PHOTORECEPTOR -> coarse.photoreceptor();
      case FOLLOWER -> coarse.follower();
      case ON -> coarse.on();
      case OFF -> coarse.off();
    };
  }

  @Override
  public void close() {
    socket.close();
    topics.close();
  }
}
