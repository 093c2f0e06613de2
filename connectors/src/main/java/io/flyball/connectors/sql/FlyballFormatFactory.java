package io.flyball.connectors.sql;

import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The format {@code flyball} of Flink SQL: values of Flyball's topics, in Avro single-object
 * encoding or JSON, as rows. The option {@code record} names the record, such as {@code Exposure};
 * columns are fields of it, by name. Flink's own Avro formats do not read the header that says with
 * which schema a value was written.
 */
public final class FlyballFormatFactory implements DeserializationFormatFactory {
  private static final ConfigOption<String> RECORD =
      ConfigOptions.key("record")
          .stringType()
          .noDefaultValue()
          .withDescription("Name of the record, such as Exposure.");

  @Override
  public String factoryIdentifier() {
    return "flyball";
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(RECORD);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of();
  }

  @Override
  public DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
      DynamicTableFactory.Context context, ReadableConfig options) {
    FactoryUtil.validateFactoryOptions(this, options);
    Class<? extends SpecificRecord> type = type(options.get(RECORD));
    return new DecodingFormat<>() {
      @Override
      public DeserializationSchema<RowData> createRuntimeDecoder(
          DynamicTableSource.Context runtime, DataType columns) {
        return new RecordRows<>(
            type, (RowType) columns.getLogicalType(), runtime.createTypeInformation(columns));
      }

      @Override
      public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
      }
    };
  }

  private static Class<? extends SpecificRecord> type(String name) {
    try {
      return Class.forName("io.flyball.schemas." + name).asSubclass(SpecificRecord.class);
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new ValidationException(
          "there is no record '" + name + "'; docs/reference/streams.md lists them", e);
    }
  }
}
