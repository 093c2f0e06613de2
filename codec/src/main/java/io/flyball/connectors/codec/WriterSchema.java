package io.flyball.connectors.codec;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What a schema registry says of the id in a record's frame. Only the codec needs it: it neither
 * travels on with the record nor is remembered, and is null behind the source.
 *
 * @param schema the schema that the record was written with; null when there is none
 * @param absence why there is none, as a clause; null when there is one
 * @param unavailable whether there may be one that the registry could not tell
 */
@TypeInfo(WriterSchema.NotKept.class)
public record WriterSchema(Schema schema, String absence, boolean unavailable) {

  /** What a registry that answers says. */
  public WriterSchema(Schema schema, String absence) {
    this(schema, absence, false);
  }

  /** For Flink, to which it is nothing. */
  public static final class NotKept extends TypeInfoFactory<WriterSchema> {
    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // null is of every type
    public TypeInformation<WriterSchema> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> parameters) {
      return (TypeInformation) Types.VOID;
    }
  }
}
