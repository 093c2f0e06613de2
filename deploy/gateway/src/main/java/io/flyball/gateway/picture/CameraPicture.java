package io.flyball.gateway.picture;

import io.flyball.connectors.camera.EventFrame;
import io.flyball.connectors.topic.TopicClients;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.PacketMeter;
import io.flyball.schemas.EventEncoding;
import io.flyball.schemas.EventPacket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * The events of the last milliseconds of a camera as a picture: ON red, OFF blue, on white.
 *
 * @param png the picture
 * @param startUs device time of its first moment
 * @param endUs and of its last
 * @param on ON events in it
 * @param off OFF events in it
 * @param timestamp when its newest packet was written, epoch ms
 */
@SuppressWarnings("ArrayRecordComponent")
public record CameraPicture(
    byte[] png, long startUs, long endUs, long on, long off, long timestamp) {
  /** Larger arrays are not drawn: 16 megapixels. */
  static final long MOST_PIXELS = 16L << 20;

  /**
   * Draws it.
   *
   * @param topic of packets
   * @param ms how much device time
   * @return nothing when none of the newest packets is the camera's
   * @throws IllegalArgumentException when its packets cannot be drawn, with the reason
   * @throws org.apache.kafka.common.KafkaException when brokers or the topic are not there
   */
  public static Optional<CameraPicture> of(
      TopicClients clients, String topic, String camera, long ms) {
    List<NewestPackets.Found> found = new NewestPackets(clients, camera, 1000 * ms).read(topic);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    long endUs = found.stream().mapToLong(one -> one.packet().getEndUs()).max().orElseThrow();
    long startUs = endUs - 1000 * ms;
    EventFrame frame = new EventFrame(geometry(found.get(found.size() - 1).packet()));
    long[] polarities = new long[2];
    long timestamp = 0;
    for (NewestPackets.Found one : found) {
      timestamp = Math.max(timestamp, one.timestamp());
      EventColumns events = events(one.packet());
      frame.add(events, startUs, endUs + 1);
      for (int i = 0; i < events.size(); i++) {
        if (events.t(i) >= startUs && events.t(i) <= endUs) {
          polarities[events.p(i)]++;
        }
      }
    }
    return Optional.of(
        new CameraPicture(png(frame), startUs, endUs, polarities[1], polarities[0], timestamp));
  }

  private static Geometry geometry(EventPacket packet) {
    Geometry geometry = new Geometry(packet.getWidth(), packet.getHeight());
    if (geometry.pixels() > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "an array of " + geometry + " pixels is too large to be drawn");
    }
    return geometry;
  }

  /** The events of a packet in device time. */
  private static EventColumns events(EventPacket packet) {
    if (packet.getEncoding() == EventEncoding.OTHER) {
      throw new IllegalArgumentException(
          "the packets of camera '" + packet.getCamera() + "' have an encoding that is not known");
    }
    SensorEncoding encoding = SensorEncoding.valueOf(packet.getEncoding().name());
    byte[] words = new byte[packet.getEvents().remaining()];
    packet.getEvents().duplicate().get(words);
    EventColumns events = encoding.decoder(geometry(packet)).decodeAll(words);
    if (!events.isEmpty()) {
      // The words have the low bits of time; the packet's range says which time is meant.
      long first = events.t(0);
      long counter = PacketMeter.counterUs(encoding);
      events.rebase(
          first - packet.getStartUs() - Math.floorMod(first - packet.getStartUs(), counter));
    }
    return events;
  }

  private static byte[] png(EventFrame frame) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(frame.image(), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }
}
