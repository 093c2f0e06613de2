package io.flyball.verify;

import io.flyball.tools.UserError;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;

/** The operators of a savepoint and the names of their states, as the savepoint itself has them. */
final class StateNames {
  private StateNames() {}

  /**
   * One operator.
   *
   * @param uid as the job sets it; a sink's committer has one derived from it
   * @param states {@code kind name}, sorted
   */
  record Operator(String uid, List<String> states) implements Comparable<Operator> {
    @Override
    public int compareTo(Operator other) {
      return uid.compareTo(other.uid);
    }
  }

  /** Reads the operators of a savepoint in its folder, sorted by uid. */
  static List<Operator> of(Path savepoint) throws IOException {
    List<Operator> operators = new ArrayList<>();
    try (InputStream in = Files.newInputStream(savepoint.resolve("_metadata"))) {
      CheckpointMetadata metadata =
          Checkpoints.loadCheckpointMetadata(
              new DataInputStream(in), loader(), savepoint.toUri().toString());
      for (OperatorState operator : metadata.getOperatorStates()) {
        String uid =
            operator
                .getOperatorUid()
                .orElseThrow(() -> new UserError("an operator without uid: " + operator));
        operators.add(new Operator(uid, List.copyOf(states(operator))));
      }
    }
    operators.sort(null);
    return operators;
  }

  private static SortedSet<String> states(OperatorState operator) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    if (operator.getCoordinatorState() != null) {
      names.add("coordinator");
    }
    for (OperatorSubtaskState subtask : operator.getStates()) {
      addOperatorStates(subtask.getManagedOperatorState(), names);
      for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
        addKeyedStates((KeyGroupsStateHandle) handle, names);
      }
    }
    return names;
  }

  private static void addOperatorStates(
      Collection<OperatorStateHandle> handles, SortedSet<String> names) {
    for (OperatorStateHandle handle : handles) {
      handle
          .getStateNameToPartitionOffsets()
          .forEach(
              (name, partitions) ->
                  names.add(
                      (partitions.getDistributionMode() == OperatorStateHandle.Mode.BROADCAST
                              ? "broadcast "
                              : "list ")
                          + name));
    }
  }

  private static void addKeyedStates(KeyGroupsStateHandle handle, SortedSet<String> names)
      throws IOException {
    try (FSDataInputStream in = handle.openInputStream()) {
      KeyedBackendSerializationProxy<Object> header =
          new KeyedBackendSerializationProxy<>(loader());
      header.read(new DataInputViewStreamWrapper(in));
      for (StateMetaInfoSnapshot state : header.getStateMetaInfoSnapshots()) {
        String kind = state.getOption(StateMetaInfoSnapshot.CommonOptionsKeys.KEYED_STATE_TYPE);
        names.add(
            (kind == null ? "timers" : "keyed " + kind.toLowerCase(Locale.ROOT))
                + " "
                + state.getName());
      }
    }
  }

  private static ClassLoader loader() {
    return StateNames.class.getClassLoader();
  }
}
