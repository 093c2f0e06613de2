package io.flyball.connectors.codec;

import static io.flyball.connectors.codec.Fixtures.good;
import static io.flyball.connectors.codec.Fixtures.json;
import static io.flyball.connectors.codec.Fixtures.raw;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.ItemSource;
import io.flyball.schemas.SignalKind;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RecordCodecProperties {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * Far above what a record of a few hundred bytes needs, far below what a claimed length could.
   */
  private static final long ALLOCATION_BOUND = 1 << 20;

  private final RecordCodec<Exposure> exposures = RecordCodec.of(Exposure.class);
  private final RecordCodec<FeedbackSignal> signals = RecordCodec.of(FeedbackSignal.class);
  private final byte[] avro = exposures.encode(Fixtures.exposure());
  private final byte[] text = json(JsonWriter.write(Fixtures.exposure()));

  {
    good(exposures.decode(raw(avro)));
    good(exposures.decode(raw(text)));
  }

  @Property
  void exposureSurvivesBothEncodings(@ForAll("exposures") Exposure exposure) {
    assertThat(good(exposures.decode(raw(exposures.encode(exposure))))).isEqualTo(exposure);
    assertThat(good(exposures.decode(raw(json(JsonWriter.write(exposure)))))).isEqualTo(exposure);
  }

  @Property
  void signalSurvivesBothEncodings(@ForAll("signals") FeedbackSignal signal) {
    assertThat(good(signals.decode(raw(signals.encode(signal))))).isEqualTo(signal);
    assertThat(good(signals.decode(raw(json(JsonWriter.write(signal)))))).isEqualTo(signal);
  }

  @Property
  void anyBytesAreAnswered(@ForAll @Size(max = 300) byte[] bytes) {
    survives(bytes);
  }

  @Property
  void anyBodyBehindAKnownFingerprintIsAnswered(@ForAll @Size(max = 300) byte[] body) {
    byte[] framed = java.util.Arrays.copyOf(avro, AvroRecords.HEADER + body.length);
    System.arraycopy(body, 0, framed, AvroRecords.HEADER, body.length);
    survives(framed);
  }

  @Property
  void mutatedRecordsAreAnswered(
      @ForAll boolean asJson,
      @ForAll @Size(min = 1, max = 4) Map<@IntRange(max = 400) Integer, Byte> mutations) {
    byte[] bytes = (asJson ? text : avro).clone();
    mutations.forEach((at, value) -> bytes[at % bytes.length] = value);
    survives(bytes);
  }

  private void survives(byte[] bytes) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    Decoded<Exposure> decoded = exposures.decode(raw(bytes));
    long allocated = THREADS.getThreadAllocatedBytes(thread) - before;
    assertThat(allocated).isLessThan(ALLOCATION_BOUND);
    if (decoded instanceof Decoded.Good<Exposure> good) {
      assertThat(good(exposures.decode(raw(exposures.encode(good.value())))))
          .isEqualTo(good.value());
    }
    assertThat(good(exposures.decode(raw(avro)))).isEqualTo(Fixtures.exposure());
    assertThat(good(exposures.decode(raw(text)))).isEqualTo(Fixtures.exposure());
  }

  @Provide
  Arbitrary<Exposure> exposures() {
    return Combinators.combine(
            texts(),
            times(),
            texts(),
            texts().list().ofMaxSize(4),
            Arbitraries.of(ItemSource.values()),
            Arbitraries.integers(),
            numbers().injectNull(0.2),
            texts().injectNull(0.3))
        .as(
            (id, time, user, categories, source, position, propensity, session) ->
                Exposure.newBuilder()
                    .setId(id)
                    .setTime(time)
                    .setUser(user)
                    .setItem(id + user)
                    .setCategories(categories)
                    .setItemSource(source)
                    .setPosition(position)
                    .setPropensity(propensity)
                    .setSession(session)
                    .build());
  }

  @Provide
  Arbitrary<FeedbackSignal> signals() {
    return Combinators.combine(
            texts(),
            times(),
            Arbitraries.of(SignalKind.values()),
            numbers().injectNull(0.2),
            texts().injectNull(0.3))
        .as(
            (id, time, kind, value, words) ->
                FeedbackSignal.newBuilder()
                    .setId(id)
                    .setTime(time)
                    .setUser("u")
                    .setKind(kind)
                    .setValue(value)
                    .setText(words)
                    .build());
  }

  private static Arbitrary<Double> numbers() {
    double most = FieldLimit.NUMBER.most();
    return Arbitraries.doubles()
        .between(-most, most)
        .filter(x -> x == 0 || Math.abs(x) >= FieldLimit.SMALLEST_DIVISOR);
  }

  /** Any text that UTF-8 can say: surrogates come in pairs or not at all. */
  private static Arbitrary<String> texts() {
    return Arbitraries.strings().ofMaxLength(20).filter(StrictUtf8::isEncodable);
  }

  private static Arbitrary<Instant> times() {
    return Arbitraries.longs().between(0, Long.MAX_VALUE).map(Instant::ofEpochMilli);
  }
}
