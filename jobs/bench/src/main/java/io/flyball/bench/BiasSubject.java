package io.flyball.bench;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.PacketEncoder;
import io.flyball.core.random.Draws;
import io.flyball.jobs.bias.BiasCount;
import io.flyball.jobs.bias.BiasJob;
import io.flyball.jobs.bias.BiasTopology;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.Tally;
import io.flyball.schemas.BiasCommand;
import io.flyball.schemas.EventEncoding;
import io.flyball.schemas.EventPacket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The bias job with 1,000 cameras of a million events a second each: EVT 2.0 packets of {@value
 * #EVENTS} events. The floor only reads the packets. A packet is done once it was counted. The law
 * as published sends a code after every window: latency is that from the last packet of a window,
 * which ends with it, to the command.
 */
public class BiasSubject implements Subject {
  static final int EVENTS = 10_000;
  static final int CAMERAS = 1_000;
  private static final int WIDTH = 346;
  private static final int HEIGHT = 260;
  private static final long PACKET_US = 10_000;
  static final long WINDOW_US = 300_000;
  private static final int PHASES = (int) (WINDOW_US / PACKET_US);
  static final long START = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();
  static final String PACKETS = "camera.packets";

  private final long seed;
  private final int cameras;
  private final int events;
  private final RecordCodec<EventPacket> codec = RecordCodec.of(EventPacket.class, 4 << 20);
  private final RecordCodec<BiasCommand> commands = RecordCodec.of(BiasCommand.class);

  /** The packets of the newest slots of time, by slot modulo their number. */
  private final byte[][] words = new byte[2 * PHASES][];

  private final long[] cached = new long[2 * PHASES];

  public BiasSubject(long seed) {
    this(seed, CAMERAS, EVENTS);
  }

  BiasSubject(long seed, int cameras, int events) {
    this.seed = seed;
    Arrays.fill(cached, -1);
    this.cameras = cameras;
    this.events = events;
  }

  @Override
  public String name() {
    return BiasTopology.JOB;
  }

  @Override
  public List<String> inputs() {
    return List.of(PACKETS);
  }

  @Override
  public List<String> others() {
    return List.of("camera.commands", "camera.windows", "alerts", "dead-letters", "control");
  }

  @Override
  public String answers() {
    return "camera.commands";
  }

  /**
   * What lies in a slot of device time is the same for all cameras, and drawn once. Their windows
   * end in turn and not all at once, as those of cameras that nobody started together.
   */
  @Override
  public Sent at(long index) {
    long round = index / cameras;
    long slot = slot(index);
    String camera = "camera" + index % cameras;
    EventPacket packet =
        EventPacket.newBuilder()
            .setCamera(camera)
            .setSensor("davis346")
            .setSession(START)
            .setSequence(round)
            .setTime(Instant.ofEpochMilli(START + slot * PACKET_US / 1000))
            .setStartUs(slot * PACKET_US)
            .setEndUs((slot + 1) * PACKET_US)
            .setEncoding(EventEncoding.EVT2)
            .setWidth(WIDTH)
            .setHeight(HEIGHT)
            .setEvents(ByteBuffer.wrap(words(slot)))
            .build();
    return new Sent(PACKETS, camera.getBytes(StandardCharsets.UTF_8), codec.encode(packet));
  }

  private long slot(long index) {
    return index / cameras + index % cameras % PHASES;
  }

  private byte[] words(long slot) {
    int place = (int) (slot % words.length);
    if (cached[place] != slot) {
      EventColumns columns = new EventColumns();
      for (int i = 0; i < events; i++) {
        columns.add(
            slot * PACKET_US + i * PACKET_US / events,
            (int) (WIDTH * Draws.uniform(seed, slot, 2L * i)),
            (int) (HEIGHT * Draws.uniform(seed, slot, 2L * i + 1)),
            i % 2);
      }
      words[place] = PacketEncoder.encode(columns, slot * PACKET_US, SensorEncoding.EVT2);
      cached[place] = slot;
    }
    return words[place];
  }

  @Override
  public long limit() {
    return 10_000_000;
  }

  @Override
  public String awaits(long index) {
    long endUs = (slot(index) + 1) * PACKET_US;
    return endUs % WINDOW_US == 0 ? window("camera" + index % cameras, endUs) : null;
  }

  @Override
  public String answered(byte[] value) {
    RawRecord raw = new RawRecord(answers(), 0, 0, 0, null, value, Map.of());
    return commands.decode(raw) instanceof Decoded.Good<BiasCommand> good
        ? window(good.value().getCamera(), good.value().getDeviceUs())
        : null;
  }

  static String window(String camera, long endUs) {
    return camera + "/" + endUs;
  }

  /** Packets arrive as slowly as this machine can write them, which is no silence of a camera. */
  @Override
  public List<String> settings() {
    return List.of(
        "bias.control.mode=FAST_AND_SLOW", "bias.silent-after=1 min", "bias.clock-after=1 min");
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    BiasJob.build(env, config);
  }

  @Override
  public long processed(Map<String, Object> accumulators) {
    return count(accumulators, BiasCount.TAKEN)
        + count(accumulators, BiasCount.REPEATED)
        + count(accumulators, BiasCount.DEAD_LETTERS);
  }

  @Override
  public void verify(Map<String, Object> accumulators, long records) {
    Subject.require("TAKEN", count(accumulators, BiasCount.TAKEN), records);
    Subject.require("LOST_PACKETS", count(accumulators, BiasCount.LOST_PACKETS), 0);
  }

  private static long count(Map<String, Object> accumulators, BiasCount count) {
    return Subject.count(accumulators, Tally.accumulator(BiasTopology.JOB, count.name()));
  }

  @Override
  public Double bar(Backend backend) {
    return backend == Backend.HEAP ? 0.6 : null;
  }

  /** A packet holds ten thousand events, and takes 40 kB of the disk. */
  @Override
  public long backlog(long wanted) {
    return Math.max(BenchOptions.FEWEST, wanted / 25);
  }

  /** To write packets costs this machine more than to read them. */
  @Override
  public double load() {
    return 0.2;
  }

  /** A few windows of each camera. */
  @Override
  public long steady() {
    return 60_000;
  }

  @Override
  public boolean floorWrites() {
    return false;
  }

  @Override
  public double perRecord() {
    return events;
  }

  @Override
  public String unit() {
    return "events";
  }
}
