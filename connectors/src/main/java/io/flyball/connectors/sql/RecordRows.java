package io.flyball.connectors.sql;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import java.util.Map;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;

/**
 * Values of a topic as rows. A value that cannot be read is left out and counted as {@code
 * refusedRecords}: the job that reads the topic makes a dead letter of it.
 */
final class RecordRows<T extends SpecificRecord> implements DeserializationSchema<RowData> {
  private static final long serialVersionUID = 1;
  private static final int LONGEST = 1 << 24;

  private final RecordCodec<T> codec;
  private final FieldRows.Converter row;
  private final TypeInformation<RowData> info;
  private transient Counter refused = new SimpleCounter();

  /**
   * @param columns of the table
   * @param info of its rows
   */
  RecordRows(Class<T> type, RowType columns, TypeInformation<RowData> info) {
    this.codec = RecordCodec.of(type, LONGEST);
    this.row = FieldRows.row(columns, SpecificData.get().getSchema(type), type.getSimpleName());
    this.info = info;
  }

  @Override
  public void open(InitializationContext context) {
    refused = context.getMetricGroup().counter("refusedRecords");
  }

  @Override
  public RowData deserialize(byte[] value) {
    RawRecord raw = new RawRecord("", 0, 0, 0, null, value, Map.of());
    if (codec.decode(raw) instanceof Decoded.Good<T> good) {
      return (RowData) row.of(good.value());
    }
    refused.inc();
    return null;
  }

  @Override
  public void deserialize(byte[] value, Collector<RowData> out) {
    RowData read = deserialize(value);
    if (read != null) {
      out.collect(read);
    }
  }

  @Override
  public boolean isEndOfStream(RowData next) {
    return false;
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return info;
  }
}
