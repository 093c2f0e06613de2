package io.flyball.tools.bandit;

import io.flyball.connectors.file.OpenBanditDecisions;
import io.flyball.core.bandit.LoggedDecision;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A log of decisions that can be read as often as needed. */
public interface DecisionLog {
  /** Ids of all arms. */
  List<String> arms();

  /** Length of the contexts; 0 when there are none. */
  int dimension();

  /** The decisions that say something about a candidate; close the stream to close the files. */
  Stream<LoggedDecision> rows();

  /** How many rows say nothing, by reason. */
  Map<String, Long> passedOver();

  /**
   * Opens a file or a folder of files.
   *
   * @param position of an Open Bandit log: only rows of this one
   */
  static DecisionLog open(Path path, OptionalInt position) {
    try {
      List<Path> files = files(path);
      List<Path> csv = files.stream().filter(file -> named(file, "csv")).toList();
      if (csv.size() == files.size()) {
        return of(OpenBanditDecisions.of(files, position));
      }
      if (!csv.isEmpty()) {
        throw new UserError(path + " holds CSV files and others: evaluate them one by one");
      }
      if (position.isPresent()) {
        throw UserError.usage("--position is for Open Bandit logs; " + path + " is none");
      }
      return OutcomeLog.of(files);
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.causedBy("cannot read the log " + path, e);
    }
  }

  private static List<Path> files(Path path) throws IOException {
    Predicate<Path> readable =
        file -> named(file, "csv") || named(file, "avro") || named(file, "jsonl");
    if (!Files.isDirectory(path)) {
      if (!Files.exists(path)) {
        throw new UserError("there is no file or folder " + path);
      }
      if (!readable.test(path)) {
        throw new UserError(
            path
                + " is no log: names end in .csv, .avro or .jsonl, with .gz or .zst if compressed");
      }
      return List.of(path);
    }
    try (Stream<Path> entries = Files.list(path)) {
      List<Path> files =
          entries
              .filter(readable)
              // Describes the items; no decisions.
              .filter(file -> !file.getFileName().toString().startsWith("item_context."))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new UserError("the folder " + path + " holds no .csv, .avro or .jsonl file");
      }
      return files;
    }
  }

  private static boolean named(Path file, String extension) {
    return file.getFileName().toString().matches(".*\\." + extension + "(\\.gz|\\.zst)?");
  }

  private static DecisionLog of(OpenBanditDecisions log) {
    return new DecisionLog() {
      @Override
      public List<String> arms() {
        return log.arms();
      }

      @Override
      public int dimension() {
        return log.dimension();
      }

      @Override
      public Stream<LoggedDecision> rows() {
        return log.rows();
      }

      @Override
      public Map<String, Long> passedOver() {
        return Map.of();
      }
    };
  }
}
