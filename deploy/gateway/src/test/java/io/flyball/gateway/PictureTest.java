package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.PacketEncoder;
import io.flyball.gateway.GatewayRun.Answer;
import io.flyball.schemas.EventEncoding;
import io.flyball.schemas.EventPacket;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The picture of a camera shows the events that its packets hold. */
@Timeout(120)
class PictureTest {
  private static final String BROKER = SharedBroker.bootstrap();

  /** Past the 24 bits of time that EVT 3.0 words carry. */
  private static final long BEGIN = (1L << 24) * 5 - 30_000;

  private static GatewayRun run;

  private final String camera = "cam/" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    run = GatewayRun.ready(BROKER);
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  /** Packets of 10 ms; in the n-th an ON event at (n, 1) and an OFF event at (n, 2). */
  private List<EventPacket> packets(int count, EventEncoding encoding, long session) {
    List<EventPacket> packets = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      long startUs = BEGIN + 10_000L * n;
      EventColumns events = new EventColumns();
      events.add(startUs + 10, n, 1, 1);
      events.add(startUs + 5_000, n, 2, 0);
      byte[] words =
          encoding == EventEncoding.OTHER
              ? new byte[4]
              : PacketEncoder.encode(events, startUs, SensorEncoding.valueOf(encoding.name()));
      packets.add(
          EventPacket.newBuilder()
              .setCamera(camera)
              .setSensor("davis346")
              .setSession(session)
              .setSequence(n)
              .setTime(Instant.ofEpochMilli(1_700_000_000_000L))
              .setStartUs(startUs)
              .setEndUs(startUs + 9_999)
              .setEncoding(encoding)
              .setWidth(346)
              .setHeight(260)
              .setEvents(ByteBuffer.wrap(words))
              .build());
    }
    return packets;
  }

  private void send(List<EventPacket> packets) {
    LiveRecords.send(BROKER, "camera.packets", camera, EventPacket.class, packets);
  }

  private Answer picture(String query) {
    return run.get("/v1/cameras/" + camera.replace("/", "%2F") + "/picture" + query);
  }

  private static BufferedImage image(Answer answer) throws IOException {
    assertThat(answer.status()).as(answer.header("content-type")).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("image/png");
    return ImageIO.read(new ByteArrayInputStream(answer.response().body()));
  }

  private static boolean isRed(BufferedImage image, int x, int y) {
    int rgb = image.getRGB(x, y);
    return (rgb >> 16 & 255) > 100 && (rgb & 255) == 0;
  }

  private static boolean isBlue(BufferedImage image, int x, int y) {
    int rgb = image.getRGB(x, y);
    return (rgb & 255) > 100 && (rgb >> 16 & 255) == 0;
  }

  @Test
  void theLastMillisecondsAreDrawnOnRedOffBlueAcrossTheCountersOverflow() throws IOException {
    send(packets(6, EventEncoding.EVT3, 0));
    Answer answer = picture("?ms=33");
    BufferedImage image = image(answer);
    assertThat(image.getWidth()).isEqualTo(346);
    assertThat(image.getHeight()).isEqualTo(260);
    // The end is at 59.999 ms: events from 26.999 ms on are drawn.
    for (int n = 0; n < 6; n++) {
      assertThat(isRed(image, n, 1)).as("ON of packet " + n).isEqualTo(n >= 3);
      assertThat(isBlue(image, n, 2)).as("OFF of packet " + n).isEqualTo(n >= 3);
    }
    assertThat(answer.header("flyball-on")).isEqualTo("3");
    assertThat(answer.header("flyball-off")).isEqualTo("3");
    assertThat(answer.header("flyball-end-us")).isEqualTo(Long.toString(BEGIN + 59_999));
    assertThat(Long.parseLong(answer.header("flyball-timestamp"))).isPositive();
  }

  @Test
  void aPacketThatCameTwiceIsDrawnOnceAndAnEarlierSessionNotAtAll() throws IOException {
    List<EventPacket> older = packets(40, EventEncoding.EVT2, 1);
    List<EventPacket> newer = packets(2, EventEncoding.EVT2, 2);
    send(older);
    send(newer);
    send(newer);
    Answer answer = picture("?ms=1000");
    assertThat(image(answer)).isNotNull();
    assertThat(answer.header("flyball-events")).isEqualTo("4");
  }

  @Test
  void packetsFarBackAreFoundBetweenThoseOfOthers() throws IOException {
    send(packets(3, EventEncoding.EVT2, 0));
    List<EventPacket> others = packets(100, EventEncoding.EVT2, 0);
    others.forEach(packet -> packet.setCamera("other"));
    LiveRecords.send(BROKER, "camera.packets", camera, EventPacket.class, others);
    assertThat(picture("?ms=5").header("flyball-off")).isEqualTo("1");
    assertThat(image(picture(""))).isNotNull();
  }

  @Test
  void whatCannotBeDrawnIsTold() {
    Answer none = picture("");
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.text()).contains("camera.packets", camera);
    assertThat(picture("?ms=0").text()).contains("ms is from 1 to 1000");
    assertThat(picture("?ms=x").status()).isEqualTo(400);
    send(packets(1, EventEncoding.OTHER, 0));
    Answer other = picture("");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.text()).contains("encoding that is not known");
  }
}
