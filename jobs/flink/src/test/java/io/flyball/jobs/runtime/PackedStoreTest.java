package io.flyball.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands "put k 5", "get k", "remove k", "all" and "clear" on a store of one key. */
class PackedStoreTest {

  /** Of a time. */
  public static final class InstantCodec implements Codec<Instant> {
    private static final long serialVersionUID = 1;

    @Override
    public Class<Instant> type() {
      return Instant.class;
    }

    @Override
    public void write(Instant value, DataOutputView out) throws IOException {
      out.writeLong(value.toEpochMilli());
    }

    @Override
    public Instant read(DataInputView in) throws IOException {
      return Instant.ofEpochMilli(in.readLong());
    }
  }

  private static final class Objects extends KeyedProcessFunction<String, String, String> {
    private static final long serialVersionUID = 1;
    private transient MapState<String, Instant> state;

    @Override
    public void open(OpenContext context) {
      state =
          getRuntimeContext()
              .getMapState(
                  new MapStateDescriptor<>(
                      "objects", ImmutableTypeInfo.TEXT, ImmutableTypeInfo.of(Instant.class)));
    }

    @Override
    public void processElement(String command, Context context, Collector<String> out)
        throws Exception {
      String[] words = command.split(" ");
      state.put(words[1], Instant.ofEpochMilli(Long.parseLong(words[2])));
    }
  }

  private static final class Packed extends KeyedProcessFunction<String, String, String> {
    private static final long serialVersionUID = 1;
    private final boolean restored;
    private transient PackedStore<Instant> store;

    Packed(boolean restored) {
      this.restored = restored;
    }

    @Override
    public void open(OpenContext context) {
      store =
          new PackedStore<>(
              getRuntimeContext(),
              "packed",
              new InstantCodec(),
              restored ? Optional.of("objects") : Optional.empty());
    }

    @Override
    public void processElement(String command, Context context, Collector<String> out) {
      String[] words = command.split(" ");
      switch (words[0]) {
        case "put" -> store.put(words[1], Instant.ofEpochMilli(Long.parseLong(words[2])));
        case "remove" -> store.remove(words[1]);
        case "clear" -> store.clear();
        case "get" -> {
          Instant found = store.get(words[1]);
          out.collect(found == null ? "none" : "" + found.toEpochMilli());
        }
        default -> {
          List<String> all = new ArrayList<>();
          for (Map.Entry<String, Instant> entry : store.entries()) {
            all.add(entry.getKey() + "=" + entry.getValue().toEpochMilli());
          }
          all.sort(null);
          out.collect(String.join(",", all));
        }
      }
    }
  }

  private static List<String> run(
      KeyedProcessFunction<String, String, String> function,
      boolean rocksDb,
      OperatorSubtaskState[] state,
      String... commands)
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(function), command -> "key", Types.STRING);
    try {
      if (rocksDb) {
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
      }
      harness.setup();
      if (state[0] != null) {
        harness.initializeState(state[0]);
      }
      harness.open();
      for (String command : commands) {
        harness.processElement(command, 0);
      }
      state[0] = harness.snapshot(1, 1);
      return harness.extractOutputValues();
    } finally {
      harness.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatWasPutComesBackAfterARestart(boolean rocksDb) throws Exception {
    OperatorSubtaskState[] state = new OperatorSubtaskState[1];
    assertThat(run(new Packed(false), rocksDb, state, "all", "get a", "put a 1", "put b 2"))
        .containsExactly("", "none");
    assertThat(run(new Packed(true), rocksDb, state, "get a", "remove a", "get a", "all"))
        .containsExactly("1", "none", "b=2");
    assertThat(run(new Packed(true), rocksDb, state, "clear", "all")).containsExactly("");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void objectsOfTheLayoutBeforeAreReadReplacedAndRemoved(boolean rocksDb) throws Exception {
    OperatorSubtaskState[] state = new OperatorSubtaskState[1];
    run(new Objects(), rocksDb, state, "put a 1", "put b 2", "put c 3", "put d 4");
    assertThat(
            run(
                new Packed(true),
                rocksDb,
                state,
                "get a",
                "put b 5",
                "get b",
                "remove c",
                "get c",
                "all"))
        .containsExactly("1", "5", "none", "a=1,b=5,d=4");
    assertThat(run(new Packed(true), rocksDb, state, "all", "clear", "all"))
        .containsExactly("a=1,b=5,d=4", "");
  }
}
