package io.flyball.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;

/**
 * Every version that a record ever had, oldest first, kept as {@code history/<Record>/v<n>.avsc} so
 * that bytes written by any of them can be read.
 */
record SchemaHistory(String name, List<Schema> versions) {

  private static final String FOLDER = "src/main/resources/io/flyball/schemas/history/";

  static SchemaHistory read(String name) throws IOException {
    List<Schema> versions = new ArrayList<>();
    for (Path file = file(name, 1); Files.exists(file); file = file(name, versions.size() + 1)) {
      versions.add(new Schema.Parser().parse(Files.readString(file)));
    }
    return new SchemaHistory(name, versions);
  }

  static Path file(String name, int version) {
    return CheckedIn.path(FOLDER + name + "/v" + version + ".avsc");
  }

  /**
   * Writes the current schema: over the newest version when the bytes stay alike, else as the next.
   */
  void update(Schema current) throws IOException {
    boolean alike = !versions.isEmpty() && fingerprint(newest()) == fingerprint(current);
    Path file = file(name, alike ? versions.size() : versions.size() + 1);
    Files.createDirectories(file.getParent());
    Files.writeString(file, Catalogue.pretty(current));
  }

  Schema newest() {
    return versions.get(versions.size() - 1);
  }

  /** Every pair in which a newer version cannot read what an older one wrote. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    for (int reader = 1; reader < versions.size(); reader++) {
      for (int writer = 0; writer < reader; writer++) {
        var result =
            SchemaCompatibility.checkReaderWriterCompatibility(
                versions.get(reader), versions.get(writer));
        if (result.getType() != SchemaCompatibilityType.COMPATIBLE) {
          faults.add(
              "%s v%d cannot read v%d: %s"
                  .formatted(
                      name, reader + 1, writer + 1, result.getResult().getIncompatibilities()));
        }
      }
    }
    return faults;
  }

  /** CRC-64-AVRO of the parsing canonical form: what single-object encoding carries. */
  static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }
}
