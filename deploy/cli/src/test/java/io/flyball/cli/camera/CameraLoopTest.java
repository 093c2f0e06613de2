package io.flyball.cli.camera;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Evt2Encoder;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.control.sim.PlantCamera;
import io.flyball.core.control.sim.RatePlant;
import io.flyball.jobs.bias.BiasJob;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.BandSide;
import io.flyball.schemas.EventPacket;
import io.flyball.schemas.RateWindow;
import io.flyball.tools.camera.CameraTopics;
import io.flyball.tools.camera.JaerBridge;
import io.flyball.tools.camera.SimulatedCameraLoop;
import io.flyball.tools.camera.StreamBridge;
import io.flyball.tools.kafka.Topics;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cameras at the ends of a real broker, and the bias job between. */
class CameraLoopTest {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  private static ReadyBroker kafka;
  private static JobClient job;

  @BeforeAll
  static void start() throws Exception {
    kafka = new ReadyBroker();
    Topics.create(kafka.broker(), TopicCatalogue.load().topics());
    FlyballConfig config =
        Settings.load(
            FlyballConfig.class,
            Optional.empty(),
            Map.of(),
            List.of(
                "kafka.bootstrap=" + kafka.bootstrap(),
                "kafka.idle-after=1 s",
                "bias.silent-after=1 min",
                "bias.clock-after=1 min"));
    Configuration options = config.flink().toConfiguration();
    options.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(20));
    var env = StreamExecutionEnvironment.createLocalEnvironment(2, options);
    BiasJob.build(env, config);
    job = env.executeAsync("bias");
  }

  @AfterAll
  static void stop() throws Exception {
    job.cancel().get();
    kafka.close();
  }

  private static <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    RecordCodec<T> codec = RecordCodec.of(type);
    return ReadyBroker.readAll(kafka.bootstrap(), topic).stream()
        .map(r -> codec.decode(new RawRecord(r.topic(), 0, 0, 0, r.key(), r.value(), Map.of())))
        .map(d -> ((Decoded.Good<T>) d).value())
        .toList();
  }

  private static List<RateWindow> windows(String camera) {
    return read(CameraTopics.WINDOWS, RateWindow.class).stream()
        .filter(w -> w.getCamera().equals(camera))
        .toList();
  }

  /** Windows of a camera, as soon as there are so many with events. */
  private static List<RateWindow> await(String camera, int least) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      List<RateWindow> found = windows(camera).stream().filter(w -> w.getRate() > 0).toList();
      if (found.size() >= least || System.nanoTime() > deadline) {
        return found;
      }
    }
  }

  private static SimulatedCameraLoop.Result drive(String id) {
    PlantCamera camera = new PlantCamera(RatePlant.CLIFF, 1);
    try (var loop =
        new SimulatedCameraLoop(
            kafka.broker(), id, camera, Double.POSITIVE_INFINITY, OptionalLong.of(300_000))) {
      return loop.run(9, () -> true, System::currentTimeMillis);
    }
  }

  @Test
  void inLockStepTheLoopReachesAndHoldsTheBandThroughKafkaTheSameEveryTime() {
    SimulatedCameraLoop.Result result = drive("once");
    List<Double> rates = result.windows().stream().map(RateWindow::getRate).toList();
    assertThat(rates).hasSize(30);
    assertThat(result.commands()).isPositive();
    assertThat(result.windows().get(0).getSide()).isNotEqualTo(BandSide.INSIDE);
    assertThat(result.inBandAfter(5)).as("%s", rates).isEqualTo(1);
    assertThat(drive("again").windows())
        .extracting(RateWindow::getRate)
        .containsExactlyElementsOf(rates);
  }

  @Test
  void aReplayedRecordingGivesItsWindowsAndEndsThem(@TempDir Path folder) {
    Path file = Recordings.file(folder, "davis346_1s.aedat4");
    CommandRun run =
        CommandRun.of(
            "camera",
            "replay",
            file.toString(),
            "--camera",
            "davis",
            "--bootstrap",
            kafka.bootstrap());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("packets of camera davis");
    List<RateWindow> windows = await("davis", 4);
    assertThat(windows)
        .as("%s", windows)
        .extracting(w -> Math.round(w.getRate()))
        .containsExactly(300_343L, 308_357L, 539_090L, 756_430L);
    assertThat(windows)
        .extracting(RateWindow::getUndercounted)
        .containsExactly(true, false, false, true);
  }

  @Test
  void packetsCanBePrintedForAPipe(@TempDir Path folder) {
    Path file = Recordings.file(folder, "davis346_first20000.csv");
    CommandRun guessed =
        CommandRun.of("camera", "replay", file.toString(), "--speed", "max", "--json");
    assertThat(guessed.exitCode()).as(guessed.err()).isZero();
    assertThat(guessed.err())
        .contains("does not say how many pixels", "replayed as generic", "--sensor names one");
    assertThat(guessed.out().lines()).allMatch(l -> l.contains("\"sensor\":\"generic\""));
    CommandRun run =
        CommandRun.of(
            "camera",
            "replay",
            file.toString(),
            "--speed",
            "max",
            "--json",
            "--sensor",
            "davis346");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .isNotEmpty()
        .allMatch(l -> l.startsWith("{\"type\":\"EventPacket\""))
        .allMatch(l -> l.contains("\"sensor\":\"davis346\""));
  }

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
    assertThat(packets.stream().mapToInt(CameraLoopTest::events).sum()).isEqualTo(20_000 - 784);
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
    assertThat(packets.stream().mapToInt(CameraLoopTest::events).sum()).isEqualTo(571_266);
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
    assertThat(packets.stream().mapToInt(CameraLoopTest::events).sum())
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
