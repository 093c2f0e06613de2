package io.flyball.connectors.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.schemas.ControlUpdate;
import io.flyball.schemas.Exposure;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class SchemaHistoryTest {
  /** An update before it had an author, with a field that is gone since. */
  private static final Schema OLDER =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "ControlUpdate", "namespace": "io.flyball.schemas",
               "fields": [
                {"name": "target", "type": "string"},
                {"name": "notes", "type": {"type": "array", "items": "string"}},
                {"name": "version", "type": "int"},
                {"name": "time", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                {"name": "parameters", "type": {"type": "map", "values": "string"}}]}
              """);

  private static final Schema CURRENT = ControlUpdate.getClassSchema();

  @Test
  void currentSchemaIsAlwaysKnown() {
    SchemaHistory history = SchemaHistory.of(Exposure.getClassSchema());
    long fingerprint = SchemaHistory.fingerprint(Exposure.getClassSchema());
    assertThat(history.versions()).isNotEmpty();
    assertThat(history.find(fingerprint)).isPresent();
    assertThat(history.find(fingerprint + 1)).isEmpty();
  }

  @Test
  void currentSchemaIsNotCountedTwice() {
    assertThat(SchemaHistory.of(List.of(OLDER, CURRENT), CURRENT).versions()).hasSize(2);
    assertThat(SchemaHistory.of(List.of(OLDER), CURRENT).versions()).hasSize(2);
  }

  @Test
  void recordOfAnOlderSchemaIsResolvedByItsFingerprint() throws Exception {
    AvroRecords<ControlUpdate> records = records();
    GenericRecord old =
        new GenericRecordBuilder(OLDER)
            .set("target", "feedback")
            .set("notes", List.of("removed", "since"))
            .set("version", 7)
            .set("time", Fixtures.NOON.toEpochMilli())
            .set("parameters", Map.of("window.click", "PT1H"))
            .build();
    ControlUpdate expected =
        ControlUpdate.newBuilder()
            .setTarget("feedback")
            .setVersion(7)
            .setTime(Fixtures.NOON)
            .setParameters(Map.of("window.click", "PT1H"))
            .build();
    assertThat(records.decode(write(old))).isEqualTo(expected);
    assertThat(records.decode(records.encode(expected))).isEqualTo(expected);
  }

  @Test
  void brokenTextInAFieldThatIsSkippedIsStillRefused() throws Exception {
    GenericRecord old =
        new GenericRecordBuilder(OLDER)
            .set("target", "feedback")
            .set("notes", List.of("ZZ"))
            .set("version", 7)
            .set("time", 0L)
            .set("parameters", Map.of())
            .build();
    byte[] bytes = write(old);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 'Z') {
        bytes[i] = (byte) 0xff;
      }
    }
    assertThatThrownBy(() -> records().decode(bytes))
        .isInstanceOfSatisfying(
            RefusalException.class, e -> assertThat(e.refusal().code()).isEqualTo("INVALID_UTF8"));
  }

  private static AvroRecords<ControlUpdate> records() {
    return new AvroRecords<>(
        CURRENT,
        SpecificData.getForClass(ControlUpdate.class),
        SchemaHistory.of(List.of(OLDER), CURRENT));
  }

  private static byte[] write(GenericRecord record) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0xC3);
    out.write(0x01);
    out.writeBytes(
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(SchemaHistory.fingerprint(record.getSchema()))
            .array());
    var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    return out.toByteArray();
  }
}
