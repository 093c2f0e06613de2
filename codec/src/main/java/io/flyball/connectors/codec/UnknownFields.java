package io.flyball.connectors.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * What a JSON record has beside the fields of its schema, at any depth. It was ignored.
 *
 * @param count of all of them
 * @param named the first {@value #MOST} different ones
 */
public record UnknownFields(int count, List<UnknownField> named) {
  /** How many of one record are named, whatever a record of a million fields holds. */
  public static final int MOST = 8;

  /** None. */
  public static final UnknownFields NONE = new UnknownFields(0, List.of());

  /** Collects those of one record. */
  static final class Collector {
    private final List<UnknownField> named = new ArrayList<>();
    private int count;

    /** Begins with the next record. */
    void clear() {
      named.clear();
      count = 0;
    }

    /**
     * Adds what an object has and its schema has not.
     *
     * @param envelope names that are no fields and are known nevertheless
     */
    void add(Map<?, ?> object, Schema schema, Set<String> envelope) {
      for (Object key : object.keySet()) {
        String name = (String) key;
        if (schema.getField(name) == null && !envelope.contains(name)) {
          count++;
          add(schema, name);
        }
      }
    }

    private void add(Schema schema, String name) {
      for (int i = 0; i < named.size(); i++) {
        if (named.get(i).is(schema, name)) {
          named.set(i, named.get(i).oneMore());
          return;
        }
      }
      if (named.size() < MOST) {
        named.add(UnknownField.of(schema, name));
      }
    }

    UnknownFields found() {
      return count == 0 ? NONE : new UnknownFields(count, List.copyOf(named));
    }
  }
}
