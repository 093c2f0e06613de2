package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.kafka.StartPlaces;
import io.flyball.connectors.codec.kafka.TopicFollower;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * However a body is encoded, cut, broken and divided on its way: either all of its records lie in
 * the topic, each once and in order, or none does and the answer is a 4xx.
 */
class EncodedBodiesProperties {
  private static final String SENDER = "sender-" + UUID.randomUUID();
  private static final Queue<String> WRITTEN = new ConcurrentLinkedQueue<>();
  private static final List<String> EXPECTED = new ArrayList<>();
  private static GatewayRun run;
  private static TopicFollower follower;

  @BeforeContainer
  static void start() throws Exception {
    run = GatewayRun.ready(SharedBroker.bootstrap());
    follower =
        new TopicFollower(
            Map.of("bootstrap.servers", SharedBroker.bootstrap()),
            List.of("feedback.exposures"),
            StartPlaces.END,
            record -> {
              if (new String(record.key(), UTF_8).equals(SENDER)) {
                WRITTEN.add(WithGateway.decode(record).getId());
              }
            });
    follower.start();
    follower.caughtUp().get(60, TimeUnit.SECONDS);
  }

  @AfterContainer
  static void stop() {
    follower.close();
    run.close();
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void theSameRecordsOrA4xx(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<String> ids = new ArrayList<>();
    byte[] plain = body(random, ids);
    String encoding =
        List.of("", "gzip", "gzip", "gzip", "GZIP", "x-gzip", "deflate", "br", "gzip, gzip")
            .get(random.nextInt(9));
    byte[] sent = encoded(plain, encoding, random);
    boolean whole = random.nextInt(3) > 0;
    if (!whole) {
      sent = damaged(sent, encoding.isEmpty(), random);
    }
    int status = send(encoding, sent, random);
    if (status == 202) {
      EXPECTED.addAll(ids);
      GatewayRun.await("written", () -> WRITTEN.size() >= EXPECTED.size());
    } else {
      assertThat(status).as("seed %d, encoding %s", seed, encoding).isBetween(400, 499);
    }
    assertThat(WRITTEN)
        .as("seed %d, encoding %s", seed, encoding)
        .containsExactlyElementsOf(EXPECTED);
    if (whole && (encoding.isEmpty() || encoding.equals("gzip"))) {
      assertThat(status).as("seed %d: what is whole is taken", seed).isEqualTo(202);
    }
  }

  private static byte[] body(Random random, List<String> ids) {
    StringBuilder array = new StringBuilder("[");
    int records = 1 + random.nextInt(20);
    for (int i = 0; i < records; i++) {
      ids.add(EXPECTED.size() + "/" + Long.toHexString(random.nextLong()) + "/" + i);
      array
          .append(i == 0 ? "" : ",")
          .append(" ".repeat(random.nextInt(3)))
          .append("{\"id\":\"")
          .append(ids.get(i))
          .append("\",\"user\":\"")
          .append(SENDER)
          .append("\",\"item\":\"")
          .append("sh\u00F6e".repeat(1 + random.nextInt(100)))
          .append("\"}");
    }
    return array.append(']').toString().getBytes(UTF_8);
  }

  private static byte[] encoded(byte[] plain, String encoding, Random random) throws IOException {
    if (encoding.equals("deflate")) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
        out.write(plain);
      }
      return packed.toByteArray();
    }
    if (!encoding.toLowerCase(java.util.Locale.ROOT).contains("gzip")) {
      return plain;
    }
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    int from = 0;
    while (from < plain.length) {
      int to =
          random.nextInt(3) > 0 ? plain.length : from + 1 + random.nextInt(plain.length - from);
      members.write(GatewayRun.gzip(Arrays.copyOfRange(plain, from, to)));
      from = to;
    }
    return members.toByteArray();
  }

  /** Cut, longer, or, where a checksum can tell, with a bit turned. */
  private static byte[] damaged(byte[] sent, boolean plain, Random random) {
    return switch (random.nextInt(plain ? 2 : 3)) {
      case 0 -> Arrays.copyOf(sent, random.nextInt(sent.length));
      case 1 -> Arrays.copyOf(sent, sent.length + 1 + random.nextInt(20));
      default -> {
        byte[] turned = sent.clone();
        turned[random.nextInt(sent.length)] ^= (byte) (1 << random.nextInt(8));
        yield turned;
      }
    };
  }

  /** By length or in chunks, in writes of any size. */
  private static int send(String encoding, byte[] body, Random random) throws IOException {
    boolean chunked = random.nextBoolean();
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(
        ("POST /v1/exposures HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\n"
                + (encoding.isEmpty() ? "" : "Content-Encoding: " + encoding + "\r\n")
                + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length)
                + "\r\n\r\n")
            .getBytes(US_ASCII));
    int at = 0;
    while (chunked && at < body.length) {
      int length = 1 + random.nextInt(Math.min(2000, body.length - at));
      request.write((Integer.toHexString(length) + "\r\n").getBytes(US_ASCII));
      request.write(body, at, length);
      request.write("\r\n".getBytes(US_ASCII));
      at += length;
    }
    request.write(chunked ? "0\r\n\r\n".getBytes(US_ASCII) : body);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), run.port())) {
      socket.setSoTimeout(60_000);
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      byte[] all = request.toByteArray();
      int written = 0;
      while (written < all.length) {
        int length = 1 + random.nextInt(all.length - written);
        out.write(all, written, length);
        written += length;
      }
      byte[] head = socket.getInputStream().readNBytes(12);
      assertThat(head).hasSize(12);
      return Integer.parseInt(new String(head, 9, 3, US_ASCII));
    }
  }
}
