package io.flyball.connectors.codec;

import io.flyball.core.record.EditDistance;
import org.apache.avro.Schema;

/**
 * A field of JSON objects that the schema does not name.
 *
 * @param record the record that should name it, such as {@code DecisionRequest}
 * @param name as written; cut after {@value #LONGEST} characters
 * @param near the field of the record that may have been meant: at most {@value #NEAR} characters
 *     away; or null
 * @param count how many objects of one record had it
 */
public record UnknownField(String record, String name, String near, int count) {
  /** Longest name that is kept. */
  static final int LONGEST = 64;

  /** Most characters that a misspelt name differs in. */
  static final int NEAR = 2;

  /** A field that one object has. */
  static UnknownField of(Schema schema, String name) {
    if (name.length() > LONGEST) {
      return new UnknownField(schema.getName(), cut(name), null, 1);
    }
    var fields = schema.getFields().stream().map(Schema.Field::name).toList();
    return new UnknownField(
        schema.getName(), name, EditDistance.nearest(name, fields, NEAR).orElse(null), 1);
  }

  /** Whether this is the field of that name. */
  boolean is(Schema schema, String other) {
    return record.equals(schema.getName())
        && name.equals(other.length() > LONGEST ? cut(other) : other);
  }

  UnknownField oneMore() {
    return new UnknownField(record, name, near, count + 1);
  }

  /** Record and name, such as {@code DecisionRequest.contxt}. */
  public String path() {
    return record + "." + name;
  }

  private static String cut(String name) {
    int end = Character.isHighSurrogate(name.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return name.substring(0, end) + "...";
  }
}
