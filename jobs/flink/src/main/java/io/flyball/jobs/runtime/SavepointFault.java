package io.flyball.jobs.runtime;

import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;

/** Why a job cannot go on from a savepoint or a retained checkpoint, told before it is tried. */
public final class SavepointFault {
  private SavepointFault() {}

  /**
   * One sentence; empty when there is nothing to be said against it.
   *
   * @param path as it is given to {@code flink run -s}
   * @param job its name, with which every uid of its operators begins
   */
  public static Optional<String> of(String path, String job) {
    try {
      return ofAnother(read(path), path, job);
    } catch (FileNotFoundException e) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "there is no whole savepoint at %s: give the folder that holds a file _metadata; a"
                  + " checkpoint without one was not written to its end, so go on from the one"
                  + " before",
              path));
    } catch (IOException | RuntimeException e) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the savepoint at %s cannot be read (%s): its _metadata is cut short, or none; go on"
                  + " from an older one",
              path,
              e));
    }
  }

  private static CheckpointMetadata read(String path) throws IOException {
    CompletedCheckpointStorageLocation location =
        AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(path);
    try (InputStream in = location.getMetadataHandle().openInputStream()) {
      return Checkpoints.loadCheckpointMetadata(
          new DataInputStream(in), SavepointFault.class.getClassLoader(), path);
    }
  }

  private static Optional<String> ofAnother(CheckpointMetadata metadata, String path, String job) {
    List<String> uids =
        metadata.getOperatorStates().stream()
            .map(OperatorState::getOperatorUid)
            .flatMap(Optional::stream)
            .filter(uid -> !uid.contains(":"))
            .sorted()
            .toList();
    if (uids.isEmpty() || uids.stream().anyMatch(uid -> uid.startsWith(job + "-"))) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the savepoint at %s is of another job: it holds the state of %s, and nothing of the %s"
                + " job",
            path,
            uids.get(0),
            job));
  }
}
