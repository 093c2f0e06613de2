package io.flyball.bench.jmh;

import io.flyball.bench.FeedbackLoad;
import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.feedback.FeedbackDecoder;
import io.flyball.jobs.feedback.Ingested;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.schemas.Exposure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Bytes to records and back: the codec alone, and with all that the feedback job's source does. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecKernels {
  private static final int RECORDS = 1024;

  private final RecordCodec<Exposure> codec = RecordCodec.of(Exposure.class);
  private final Exposure[] exposures = new Exposure[RECORDS];
  private final RawRecord[] avro = new RawRecord[RECORDS];
  private final RawRecord[] json = new RawRecord[RECORDS];
  private FeedbackDecoder decoder;
  private int next;

  /** Different records, so that neither caches nor branch predictors know them by heart. */
  @Setup
  public void draw() {
    FlyballConfig config =
        Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of());
    decoder = new FeedbackDecoder(config.feedback());
    FeedbackLoad load = new FeedbackLoad(1, 1000);
    int filled = 0;
    for (long i = 0; filled < RECORDS; i++) {
      if (load.at(i) instanceof Exposure exposure) {
        exposures[filled] = exposure;
        avro[filled] = raw(exposure, codec.encode(exposure));
        json[filled] = raw(exposure, JsonWriter.write(exposure).getBytes(StandardCharsets.UTF_8));
        filled++;
      }
    }
  }

  private static RawRecord raw(Exposure exposure, byte[] value) {
    long arrival = exposure.getTime().toEpochMilli() + 100;
    return new RawRecord(
        "feedback.exposures", 0, 0, arrival, FeedbackLoad.key(exposure), value, Map.of());
  }

  private int next() {
    next = (next + 1) % RECORDS;
    return next;
  }

  @Benchmark
  public byte[] encodeAvro() {
    return codec.encode(exposures[next()]);
  }

  @Benchmark
  public Decoded<Exposure> decodeAvro() {
    return codec.decode(avro[next()]);
  }

  @Benchmark
  public Decoded<Exposure> decodeJson() {
    return codec.decode(json[next()]);
  }

  @Benchmark
  public String encodeJson() {
    return JsonWriter.write(exposures[next()]);
  }

  @Benchmark
  public Ingested ingestAvro() {
    return decoder.apply(avro[next()]);
  }
}
