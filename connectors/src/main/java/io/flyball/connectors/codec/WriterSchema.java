package io.flyball.connectors.codec;

import org.apache.avro.Schema;

/**
 * What a schema registry says of the id in a record's frame.
 *
 * @param schema the schema that the record was written with; null when there is none
 * @param absence why there is none, as a clause; null when there is one
 */
public record WriterSchema(Schema schema, String absence) {}
