package io.flyball.connectors.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.connectors.codec.kafka.Topic;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;

/** Records are read and written as Avro reads and writes them. */
class SchemaFormProperties {
  private static final int HEADER = AvroRecords.HEADER;

  private final RecordCodec<Exposure> exposures = RecordCodec.of(Exposure.class);
  private final RecordCodec<FeedbackSignal> signals = RecordCodec.of(FeedbackSignal.class);

  @Provide
  Arbitrary<Class<? extends SpecificRecord>> recordTypes() {
    return Arbitraries.of(
        TopicCatalogue.load().topics().stream()
            .map(Topic::record)
            .distinct()
            .map(SchemaFormProperties::generated)
            .toList());
  }

  private static Class<? extends SpecificRecord> generated(String name) {
    try {
      return Class.forName("io.flyball.schemas." + name).asSubclass(SpecificRecord.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Property
  void everyRecordTypeHasAvrosBytes(
      @ForAll("recordTypes") Class<? extends SpecificRecord> type, @ForAll long seed)
      throws Exception {
    SpecificData data = SpecificData.getForClass(type);
    Schema schema = data.getSchema(type);
    SpecificRecord record = drawn(schema, seed);
    byte[] bytes = avros(record, schema, data);

    SchemaForm form = SchemaForm.of(schema, data);
    AvroBuffer out = new AvroBuffer();
    form.write(record, out);
    assertThat(out.toByteArray()).isEqualTo(bytes);
    StrictBinaryDecoder in = new StrictBinaryDecoder().reset(bytes, 0, bytes.length);
    assertThat(form.read(in)).isEqualTo(record);
    assertThat(in.remaining()).isZero();
  }

  /** Avro draws times as longs: what it wrote of them is read as generated classes. */
  private static SpecificRecord drawn(Schema schema, long seed) {
    GenericData plain = new GenericData();
    Object drawn = new RandomData(plain, schema, 1, seed, false).iterator().next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Encoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new GenericDatumWriter<>(schema, plain).write(drawn, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return avros(out.toByteArray(), schema, SpecificData.getForSchema(schema));
  }

  private static byte[] avros(SpecificRecord record, Schema schema, SpecificData data)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Encoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new SpecificDatumWriter<SpecificRecord>(schema, data).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static SpecificRecord avros(byte[] bytes, Schema schema, SpecificData data) {
    try {
      return new SpecificDatumReader<SpecificRecord>(schema, schema, data)
          .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where it is told that the bytes are the encoder's they are, whatever the bytes. */
  @Property
  void aCanonicalBodyIsWhatTheEncoderWrites(
      @ForAll long seed, @ForAll @Size(max = 3) Map<@IntRange(max = 400) Integer, Byte> mutations) {
    Exposure drawn = (Exposure) drawn(Exposure.getClassSchema(), seed);
    drawn.setTime(Instant.ofEpochMilli(seed >>> 12));
    drawn.setSentAt(seed % 2 == 0 ? null : Instant.ofEpochMilli(seed >>> 13));
    byte[] bytes = exposures.encode(drawn);
    assertThat(exposures.decode(raw(bytes)))
        .isEqualTo(new Decoded.Good<>(drawn, UnknownFields.NONE, HEADER));
    mutations.forEach((at, value) -> bytes[HEADER + at % (bytes.length - HEADER)] = value);
    if (exposures.decode(raw(bytes)) instanceof Decoded.Good<Exposure> good) {
      if (good.body() >= 0) {
        assertThat(body(bytes)).isEqualTo(body(exposures.encode(good.value())));
      }
    }
  }

  @Property(tries = 200)
  void jsonAndAvroHaveOneBody(@ForAll long seed) {
    FeedbackSignal drawn = (FeedbackSignal) drawn(FeedbackSignal.getClassSchema(), seed);
    drawn.setTime(Instant.ofEpochMilli(seed >>> 12));
    drawn.setSentAt(seed % 2 == 0 ? null : Instant.ofEpochMilli(seed >>> 13));
    byte[] avro = signals.encode(drawn);
    assertThat(signals.decode(raw(avro)))
        .isEqualTo(new Decoded.Good<>(drawn, UnknownFields.NONE, HEADER));
    byte[] json = JsonWriter.write(drawn).getBytes(StandardCharsets.UTF_8);
    var fromJson = (Decoded.Good<FeedbackSignal>) signals.decode(raw(json));
    assertThat(fromJson.body()).isNegative();
    assertThat(signals.encode(fromJson.value())).isEqualTo(avro);
  }

  @Example
  void otherBytesOfTheSameRecordAreNotCanonical() {
    Exposure record = Fixtures.exposure();
    record.setCategories(List.of("a", "b"));
    record.setPosition(1);
    byte[] bytes = exposures.encode(record);
    int list = indexOf(bytes, new byte[] {4, 2, 'a', 2, 'b', 0});
    byte[] sized = spliced(bytes, list, 1, new byte[] {3, 8});
    byte[] blocks = spliced(bytes, list, 5, new byte[] {2, 2, 'a', 2, 2, 'b'});
    byte[] longer = spliced(bytes, list, 1, new byte[] {(byte) 0x84, 0});
    for (byte[] other : List.of(sized, blocks, longer)) {
      var good = (Decoded.Good<Exposure>) exposures.decode(raw(other));
      assertThat(good.value()).isEqualTo(record);
      assertThat(good.body()).isNegative();
    }
  }

  @Example
  void whatACloudEventFillsInIsNotInTheBody() {
    Exposure record = Fixtures.exposure();
    record.setId("");
    Map<String, byte[]> headers = Map.of(CloudEvents.ID, new byte[] {'e'});
    byte[] bytes = exposures.encode(record);
    var good =
        (Decoded.Good<Exposure>)
            exposures.decode(new RawRecord("t", 0, 0, 1, null, bytes, headers));
    assertThat(good.value().getId()).isEqualTo("e");
    assertThat(good.body()).isNegative();
  }

  @Example
  void aRecordThatLacksAValueIsRefusedWithAvrosWords() {
    assertThatThrownBy(() -> exposures.encode(new Exposure())).hasMessageContaining("Exposure.id");
    Exposure good = Fixtures.exposure();
    good.setTime(Instant.EPOCH);
    assertThat(exposures.encode(good)).startsWith(0xC3, 0x01);
  }

  private static RawRecord raw(byte[] value) {
    return new RawRecord("t", 0, 0, 1, null, value, Map.of());
  }

  private static byte[] body(byte[] bytes) {
    return Arrays.copyOfRange(bytes, HEADER, bytes.length);
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = HEADER; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new IllegalArgumentException("not there");
  }

  private static byte[] spliced(byte[] bytes, int at, int cut, byte[] instead) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.write(instead, 0, instead.length);
    out.write(bytes, at + cut, bytes.length - at - cut);
    return out.toByteArray();
  }
}
