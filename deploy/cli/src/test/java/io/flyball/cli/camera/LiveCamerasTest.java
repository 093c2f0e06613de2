package io.flyball.cli.camera;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Evt2Encoder;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.schemas.EventPacket;
import io.flyball.tools.camera.CameraTopics;
import io.flyball.tools.camera.JaerBridge;
import io.flyball.tools.camera.StreamBridge;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs beside a camera, which send its events and are told what to set. */
class LiveCamerasTest extends WithBiasJob {
  /** Sends a real recording as jAER does, losing one datagram and repeating another. */
  @Test
  void jaerIsHeardAndTold(@TempDir Path folder) throws Exception {
    byte[] recording = Files.readAllBytes(Recordings.file(folder, "davis346_first20000.aedat"));
    byte[] events = Arrays.copyOfRange(recording, headerEnd(recording), recording.length);
    AtomicBoolean done = new AtomicBoolean();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket jaer = new DatagramSocket(0, loopback);
        JaerBridge bridge =
            new JaerBridge(
                kafka.broker(),
                "live",
                new InetSocketAddress(loopback, 0),
                new InetSocketAddress(loopback, jaer.getLocalPort()))) {
      CompletableFuture<JaerBridge.Counts> counts =
          CompletableFuture.supplyAsync(
              () -> bridge.run(() -> !done.get(), System::currentTimeMillis));
      send(jaer, new InetSocketAddress(loopback, bridge.port()), events);
      List<String> lines = heard(jaer);
      assertThat(lines).contains("setic_RefrBp 3", "setif_PrBp 119", "setic_OffBn 5");
      done.set(true);
      JaerBridge.Counts c = counts.get();
      assertThat(c.lost()).isEqualTo(1);
      assertThat(c.dropped()).isEqualTo(1);
      assertThat(c.commands()).isPositive();
    }
    List<EventPacket> packets =
        read(CameraTopics.PACKETS, EventPacket.class).stream()
            .filter(p -> p.getCamera().equals("live"))
            .toList();
    assertThat(packets.stream().filter(EventPacket::getUndercounted)).hasSize(1);
    assertThat(packets.stream().mapToInt(LiveCamerasTest::events).sum()).isEqualTo(20_000 - 784);
  }

  /** Sends a real recording over TCP, as a program beside a camera does. */
  @Test
  void aProgramAtACameraIsHeardAndTold(@TempDir Path folder) throws Exception {
    byte[] recording = Files.readAllBytes(Recordings.file(folder, "davis346_1s.aedat4"));
    AtomicBoolean done = new AtomicBoolean();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (StreamBridge bridge =
        new StreamBridge(
            kafka.broker(),
            "program",
            "davis346",
            new InetSocketAddress(loopback, 0),
            false,
            null,
            null,
            note -> {})) {
      CompletableFuture<StreamBridge.Counts> counts =
          CompletableFuture.supplyAsync(
              () -> bridge.run(() -> !done.get(), System::currentTimeMillis));
      try (Socket program = new Socket(loopback, bridge.port())) {
        program.setSoTimeout(60_000);
        program.getOutputStream().write(recording);
        var lines = new BufferedReader(new InputStreamReader(program.getInputStream(), UTF_8));
        assertThat(lines.readLine()).contains("\"register\":\"").contains("\"code\":");
        program.shutdownOutput();
        while (lines.readLine() != null) {
          // The bridge closes the connection when it has read all.
        }
      }
      done.set(true);
      StreamBridge.Counts c = counts.get();
      assertThat(c.sessions()).isEqualTo(1);
      assertThat(c.bytes()).isEqualTo(recording.length);
      assertThat(c.commands()).isPositive();
    }
    List<EventPacket> packets =
        read(CameraTopics.PACKETS, EventPacket.class).stream()
            .filter(p -> p.getCamera().equals("program"))
            .toList();
    assertThat(packets.stream().mapToInt(LiveCamerasTest::events).sum()).isEqualTo(571_266);
  }

  /** Sends words as datagrams: one never, one twice, one late, the first one again. */
  @Test
  void aProgramThatSendsDatagramsIsHeardAndTold() throws Exception {
    EventColumns sent = new EventColumns();
    for (int i = 0; i < 6_000; i++) {
      sent.add(i * 20L, i % 346, i % 260, i & 1);
    }
    byte[] words = new Evt2Encoder().encode(sent);
    ByteBuffer arrived = ByteBuffer.allocate(words.length);
    AtomicBoolean done = new AtomicBoolean();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (StreamBridge bridge =
            new StreamBridge(
                kafka.broker(),
                "datagrams",
                "davis346",
                new InetSocketAddress(loopback, 0),
                true,
                SensorEncoding.EVT2,
                null,
                note -> {});
        DatagramSocket program = new DatagramSocket(0, loopback)) {
      program.setSoTimeout(60_000);
      CompletableFuture<StreamBridge.Counts> counts =
          CompletableFuture.supplyAsync(
              () -> bridge.run(() -> !done.get(), System::currentTimeMillis));
      InetSocketAddress to = new InetSocketAddress(loopback, bridge.port());
      int last = (words.length - 1) / 1_400;
      for (int n = 0; n <= last; n++) {
        List<Integer> numbers =
            switch (n) {
              case 2 -> List.of(2, 0);
              case 3, 5 -> List.<Integer>of();
              case 4 -> List.of(4, 3);
              case 8 -> List.of(8, 8);
              default -> List.of(n);
            };
        for (int number : numbers) {
          int from = number * 1_400;
          int length = Math.min(1_400, words.length - from);
          ByteBuffer b = ByteBuffer.allocate(4 + length).order(ByteOrder.LITTLE_ENDIAN);
          b.putInt(number).put(words, from, length);
          program.send(new DatagramPacket(b.array(), b.capacity(), to));
        }
        if (n != 3 && n != 5) {
          arrived.put(words, n * 1_400, Math.min(1_400, words.length - n * 1_400));
        }
      }
      DatagramPacket line = new DatagramPacket(new byte[512], 512);
      program.receive(line);
      assertThat(new String(line.getData(), 0, line.getLength(), UTF_8))
          .contains("\"register\":\"")
          .endsWith("}\n");
      done.set(true);
      assertThat(counts.get().bytes()).isEqualTo(arrived.position());
    }
    byte[] taken = Arrays.copyOf(arrived.array(), arrived.position());
    List<EventPacket> packets =
        read(CameraTopics.PACKETS, EventPacket.class).stream()
            .filter(p -> p.getCamera().equals("datagrams"))
            .toList();
    assertThat(packets.stream().mapToInt(LiveCamerasTest::events).sum())
        .isEqualTo(SensorEncoding.EVT2.decoder(Geometry.UNKNOWN).decodeAll(taken).size());
    assertThat(packets.stream().filter(EventPacket::getUndercounted)).isNotEmpty();
    assertThat(packets.stream().filter(p -> events(p) > 0 && !p.getUndercounted())).isNotEmpty();
  }

  private static int events(EventPacket packet) {
    byte[] words = new byte[packet.getEvents().remaining()];
    packet.getEvents().duplicate().get(words);
    return SensorEncoding.EVT2.decoder(Geometry.UNKNOWN).decodeAll(words).size();
  }

  private static int headerEnd(byte[] aedat) {
    String head = new String(aedat, 0, 4096, StandardCharsets.ISO_8859_1);
    String last = "#End Of ASCII Header\r\n";
    return head.indexOf(last) + last.length();
  }

  private static void send(DatagramSocket jaer, InetSocketAddress to, byte[] events)
      throws IOException {
    int size = 784 * 8;
    for (int number = 0; number * size < events.length; number++) {
      int length = Math.min(size, events.length - number * size);
      ByteBuffer b = ByteBuffer.allocate(4 + length).putInt(number);
      b.put(events, number * size, length);
      for (int copy = number == 5 ? 0 : number == 8 ? 2 : 1; copy > 0; copy--) {
        jaer.send(new DatagramPacket(b.array(), b.capacity(), to));
      }
    }
  }

  /** What jAER hears until it was told all five biases. */
  private static List<String> heard(DatagramSocket jaer) throws IOException {
    jaer.setSoTimeout(60_000);
    List<String> lines = new ArrayList<>();
    DatagramPacket packet = new DatagramPacket(new byte[256], 256);
    while (lines.stream().filter(l -> l.startsWith("setif")).count() < 5) {
      packet.setLength(256);
      jaer.receive(packet);
      lines.add(
          new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII).strip());
    }
    return lines;
  }
}
