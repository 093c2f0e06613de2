package io.flyball.bench.jmh;

import io.flyball.connectors.camera.Recording;
import io.flyball.connectors.camera.RecordingOptions;
import io.flyball.connectors.camera.RecordingTarget;
import io.flyball.connectors.camera.RecordingWriter;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.EventDecoder;
import io.flyball.core.camera.Evt2Decoder;
import io.flyball.core.camera.Evt2Encoder;
import io.flyball.core.camera.Evt2RateMeter;
import io.flyball.core.camera.Evt3Decoder;
import io.flyball.core.camera.Evt3Encoder;
import io.flyball.core.camera.Evt3RateMeter;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.GridWindows;
import io.flyball.core.camera.RateMeter;
import io.flyball.core.random.Draws;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Sensor words and recordings to event columns, and raw words to rates: time of one event. The
 * events are drawn: places at random, pauses of 0 to 3 µs, now and then a run of neighbours in one
 * row, which EVT 3.0 packs into vectors. Real recordings: {@code bench decoders}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CameraKernels {
  private static final int EVENTS = 200_000;
  private static final Geometry SENSOR = DrawnFiles.SENSOR;

  private final EventColumns out = new EventColumns(EVENTS + 64);
  private byte[] evt2;
  private byte[] copy;
  private byte[] evt3;
  private byte[] evt3Vectors;
  private byte[] aedat2;
  private byte[] aedat31;
  private byte[] es;
  private byte[] aedat4;
  private byte[] aedat4Lz4;

  @Setup
  public void draw() throws IOException {
    EventColumns events = new EventColumns(EVENTS);
    long t = 0;
    int run = 0;
    int x = 0;
    int y = 0;
    for (int i = 0; i < EVENTS; i++) {
      if (run-- > 0 && x < SENSOR.width() - 1) {
        x++;
      } else {
        t += (long) (4 * Draws.uniform(1, 0, i));
        x = (int) (SENSOR.width() * Draws.uniform(1, 1, i));
        y = (int) (SENSOR.height() * Draws.uniform(1, 2, i));
        run = Draws.uniform(1, 3, i) < 0.2 ? 6 : 0;
      }
      events.add(t, x, y, y & 1);
    }
    evt2 = new Evt2Encoder().encode(events);
    copy = new byte[evt2.length];
    evt3 = new Evt3Encoder(false).encode(events);
    evt3Vectors = new Evt3Encoder(true).encode(events);
    aedat2 = DrawnFiles.aedat2(events);
    aedat31 = DrawnFiles.aedat31(events);
    es = DrawnFiles.es(events);
    aedat4 = file(RecordingTarget.AEDAT4, events);
    aedat4Lz4 = file(RecordingTarget.AEDAT4_LZ4, events);
  }

  private static byte[] file(RecordingTarget target, EventColumns events) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (RecordingWriter writer = target.writer(bytes, SENSOR)) {
      writer.write(events);
    }
    return bytes.toByteArray();
  }

  private EventColumns decode(EventDecoder decoder, byte[] bytes) {
    out.clear();
    decoder.decode(bytes, 0, bytes.length, out);
    if (out.size() != EVENTS) {
      throw new IllegalStateException("decoded " + out.size() + " events of " + EVENTS);
    }
    return out;
  }

  private EventColumns decodeFile(byte[] file) {
    return decode(Recording.decoder(file, RecordingOptions.DEFAULT), file);
  }

  private static RateMeter meter(RateMeter meter, byte[] bytes) {
    meter.meter(bytes, 0, bytes.length, closed -> {});
    return meter;
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public EventColumns decodeEvt2() {
    return decode(new Evt2Decoder(SENSOR), evt2);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public EventColumns decodeEvt3() {
    return decode(new Evt3Decoder(SENSOR), evt3);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public EventColumns decodeEvt3Vectors() {
    return decode(new Evt3Decoder(SENSOR), evt3Vectors);
  }

  /** The floor: the same bytes as {@link #decodeEvt2} only copied. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public byte[] copyEvt2() {
    System.arraycopy(evt2, 0, copy, 0, evt2.length);
    return copy;
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public EventColumns decodeAedat2() {
    return decodeFile(aedat2);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public EventColumns decodeAedat31() {
    return decodeFile(aedat31);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public EventColumns decodeEs() {
    return decodeFile(es);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public EventColumns decodeAedat4() {
    return decodeFile(aedat4);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public EventColumns decodeAedat4Lz4() {
    return decodeFile(aedat4Lz4);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public RateMeter meterEvt2() {
    return meter(new Evt2RateMeter(new GridWindows(300_000)), evt2);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public RateMeter meterEvt3() {
    return meter(new Evt3RateMeter(new GridWindows(300_000)), evt3);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public RateMeter meterEvt3Vectors() {
    return meter(new Evt3RateMeter(new GridWindows(300_000)), evt3Vectors);
  }
}
