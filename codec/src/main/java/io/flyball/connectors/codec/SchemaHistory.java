package io.flyball.connectors.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Every schema that a record was ever written with, oldest first, found by its CRC-64-AVRO
 * fingerprint over the parsing canonical form (Avro specification 1.12, "Schema Fingerprints").
 * Versions stand on the class path as {@code io/flyball/schemas/history/<Record>/v1.avsc}, {@code
 * v2.avsc} and so on; a current schema that is not among them yet counts as the newest version.
 */
public final class SchemaHistory {
  private static final String FOLDER = "io/flyball/schemas/history/";

  private final List<Schema> versions;
  private final Map<Long, Schema> byFingerprint = new HashMap<>();

  private SchemaHistory(List<Schema> versions) {
    this.versions = List.copyOf(versions);
    for (Schema version : versions) {
      byFingerprint.put(fingerprint(version), version);
    }
  }

  /** Loads the versions of the record that {@code current} describes. */
  public static SchemaHistory of(Schema current) {
    List<Schema> versions = new ArrayList<>();
    ClassLoader loader = SchemaHistory.class.getClassLoader();
    while (true) {
      String resource = FOLDER + current.getName() + "/v" + (versions.size() + 1) + ".avsc";
      try (InputStream in = loader.getResourceAsStream(resource)) {
        if (in == null) {
          break;
        }
        versions.add(new Schema.Parser().parse(in));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + resource, e);
      }
    }
    return of(versions, current);
  }

  /** A history given by hand, oldest first. */
  public static SchemaHistory of(List<Schema> older, Schema current) {
    List<Schema> versions = new ArrayList<>(older);
    long newest = fingerprint(current);
    if (versions.stream().noneMatch(version -> fingerprint(version) == newest)) {
      versions.add(current);
    }
    return new SchemaHistory(versions);
  }

  /** Oldest first; version 1 is at index 0. */
  public List<Schema> versions() {
    return versions;
  }

  public Optional<Schema> find(long fingerprint) {
    return Optional.ofNullable(byFingerprint.get(fingerprint));
  }

  public static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }
}
