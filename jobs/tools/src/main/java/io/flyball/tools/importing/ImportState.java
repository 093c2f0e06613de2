package io.flyball.tools.importing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * How far an import is, in a file that is replaced as a whole. What it says may be older than what
 * the broker has, never newer.
 */
final class ImportState {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is known of one partition: the next offset to look at, and the highest number there. */
  static final class Reached {
    public long offset;
    public long sequence = -1;
  }

  /** The file's content. */
  static final class Content {
    public String cluster = "";
    public long shift;
    public long total;
    public boolean done;
    public TreeMap<String, Reached> partitions = new TreeMap<>();
  }

  private final Path file;
  private final Content content;
  private final boolean resumed;

  private ImportState(Path file, Content content, boolean resumed) {
    this.file = file;
    this.content = content;
    this.resumed = resumed;
  }

  /** The state of an import; a fresh one where there is none. */
  static ImportState load(Path folder, String id) {
    Path file = folder.resolve("import-" + id + ".json");
    try {
      boolean there = Files.exists(file);
      Content content = there ? JSON.readValue(file.toFile(), Content.class) : new Content();
      return new ImportState(file, content, there);
    } catch (IOException e) {
      throw UserError.causedBy(
          "cannot read "
              + file
              + ", which says how far the import is (remove it to send all again)",
          e);
    }
  }

  Content content() {
    return content;
  }

  /** Whether an earlier run began this import. */
  boolean resumed() {
    return resumed;
  }

  Path file() {
    return file;
  }

  Reached at(TopicPartition partition) {
    return content.partitions.get(partition.topic() + "/" + partition.partition());
  }

  void put(TopicPartition partition, long offset) {
    Reached reached = new Reached();
    reached.offset = offset;
    content.partitions.put(partition.topic() + "/" + partition.partition(), reached);
  }

  /** Replaces the file. */
  synchronized void save() {
    try {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.write(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw UserError.causedBy(
          "cannot write " + file + ", which says how far the import is (name another --state)", e);
    }
  }
}
