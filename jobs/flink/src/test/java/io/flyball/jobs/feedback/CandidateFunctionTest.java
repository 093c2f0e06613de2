package io.flyball.jobs.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.feedback.SignalKind;
import io.flyball.jobs.harness.Subtasks;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three signals of one user within 10 ms could be a burst: stretches start at 0, 10, 20 ... */
class CandidateFunctionTest {
  private static final String[] SETS = {
    "feedback.patterns.burst-signals=3", "feedback.patterns.burst-within=10 ms"
  };

  private Subtasks<PatternEvent, PatternEvent> gate;

  @AfterEach
  void close() {
    if (gate != null) {
      gate.close();
    }
  }

  private void open(PatternChain.Definition pattern, boolean rocksDb, String... sets)
      throws Exception {
    gate = new Subtasks<>(Operators.candidates(pattern, sets), 1, rocksDb);
  }

  private void burst(boolean rocksDb) throws Exception {
    open(FeedbackPatterns::burst, rocksDb, SETS);
  }

  private void send(long... times) throws Exception {
    for (long time : times) {
      gate.send(at(time), time);
    }
  }

  private static PatternEvent at(long time) {
    return signal("s" + time, time, SignalKind.CLICK);
  }

  private static PatternEvent signal(String id, long time, SignalKind kind) {
    return new PatternEvent(id, time, "ada", "item", kind, "", 0);
  }

  private static List<PatternEvent> all(long... times) {
    return Arrays.stream(times).mapToObj(CandidateFunctionTest::at).toList();
  }

  /** What is remembered of the one user, by stretch. */
  @SuppressWarnings("unchecked")
  private SortedMap<Long, Candidates> state() throws Exception {
    SortedMap<Long, Candidates> state = new TreeMap<>();
    KeyedStateBackend<?> backend = gate.get(0).harness().getOperator().getKeyedStateBackend();
    ((KeyedStateBackend<String>) backend)
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            new MapStateDescriptor<>(
                "candidates", Types.LONG, TypeInformation.of(Candidates.class)),
            (key, map) ->
                map.entries().forEach(entry -> state.put(entry.getKey(), entry.getValue())));
    return state;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void loneSignalsAreKeptUntilTheyAreOfNoUseAndNeverHandedOn(boolean rocksDb) throws Exception {
    burst(rocksDb);
    send(5, 17, 31, 38);
    assertThat(state().keySet()).containsExactly(0L, 1L, 3L);
    gate.watermark(19);
    assertThat(state().keySet()).containsExactly(0L, 1L, 3L);
    gate.watermark(20);
    assertThat(state().keySet()).containsExactly(1L, 3L);
    gate.watermark(Long.MAX_VALUE);
    assertThat(state()).isEmpty();
    assertThat(gate.timers()).isZero();
    assertThat(gate.outputs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theSignalThatCompletesAMatchFreesAllOfBothStretches(boolean rocksDb) throws Exception {
    burst(rocksDb);
    send(5, 25, 45);
    assertThat(gate.main()).isEmpty();
    send(14);
    assertThat(gate.main()).as("5, 14 and 25 are in three stretches").isEmpty();
    send(18);
    assertThat(gate.main()).containsExactlyInAnyOrderElementsOf(all(5, 14, 18, 25));
    assertThat(state().get(4L)).isEqualTo(new Candidates(all(45), false));
  }

  @Test
  void itMayComeFirstOrLastOrBetween() throws Exception {
    for (long[] order :
        new long[][] {{8, 12, 14}, {14, 12, 8}, {12, 8, 14}, {12, 14, 8}, {14, 8, 12}}) {
      burst(false);
      send(order[0], order[1]);
      assertThat(gate.main()).isEmpty();
      send(order[2]);
      assertThat(gate.main()).containsExactlyInAnyOrderElementsOf(all(8, 12, 14));
      gate.close();
    }
  }

  @Test
  void oneStretchAloneCanHoldAMatch() throws Exception {
    burst(false);
    send(11, 11, 19);
    // Copies are refused before the gate, so that what has one id here counts as often as it comes.
    assertThat(gate.main()).containsExactlyElementsOf(all(11, 11, 19));
  }

  @Test
  void usersAreKeptApart() throws Exception {
    burst(false);
    send(1, 2);
    gate.send(new PatternEvent("b", 3, "bob", "item", SignalKind.CLICK, "", 0), 3);
    assertThat(gate.main()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void onceFreeFollowersPassAtOnceAndFreeWhatIsNextToThem(boolean rocksDb) throws Exception {
    burst(rocksDb);
    send(8, 9, 12);
    assertThat(gate.main()).hasSize(3);
    send(3, 15);
    assertThat(gate.main()).endsWith(at(3), at(15)).hasSize(5);
    send(21);
    assertThat(gate.main()).as("12, 15, 21 is a match").endsWith(at(21)).hasSize(6);
  }

  @Test
  void aFollowerFreesWhatWaitedForIt() throws Exception {
    burst(false);
    send(8, 9, 12, 21);
    assertThat(gate.main()).containsExactlyInAnyOrderElementsOf(all(8, 9, 12));
    send(19);
    assertThat(gate.main()).containsExactlyInAnyOrderElementsOf(all(8, 9, 12, 19, 21));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void moreThanMostPassWhateverTheyAreAndAreNotRemembered(boolean rocksDb) throws Exception {
    open(FeedbackPatterns::flipFlop, rocksDb);
    for (int i = 0; i < CandidateFunction.MOST - 1; i++) {
      gate.send(signal("like" + i, 1 + i, SignalKind.LIKE), 1 + i);
    }
    assertThat(gate.main()).isEmpty();
    for (int i = CandidateFunction.MOST - 1; i < 3 * CandidateFunction.MOST; i++) {
      gate.send(signal("like" + i, 1 + i, SignalKind.LIKE), 1 + i);
      assertThat(gate.main()).hasSize(i + 1);
    }
    assertThat(state().get(0L).events()).hasSize(CandidateFunction.MOST);
    PatternEvent next = signal("dislike", 600_001, SignalKind.DISLIKE);
    gate.send(next, next.time());
    assertThat(gate.main()).as("its neighbour may hold anything").endsWith(next);
  }

  @Test
  void aLongMatchIsRememberedWhole() throws Exception {
    open(
        FeedbackPatterns::burst,
        false,
        "feedback.patterns.burst-signals=100",
        "feedback.patterns.burst-within=1 s");
    for (int i = 1; i < 100; i++) {
      send(i);
    }
    assertThat(gate.main()).isEmpty();
    send(100, 101);
    assertThat(gate.main()).hasSize(101);
    assertThat(state().get(0L).events()).hasSize(100);
  }

  @Test
  void whatTheDelayedClockHasPassedIsLate() throws Exception {
    burst(false);
    gate.watermark(20);
    send(10, 11);
    assertThat(gate.side(FeedbackPatterns.LATE)).containsExactly(at(10));
    assertThat(state().get(1L)).isEqualTo(new Candidates(all(11), false));
  }

  @Test
  void whatWasInTimeIsNeverHandedOnLate() throws Exception {
    burst(false);
    send(1, 9);
    gate.watermark(18);
    send(19);
    assertThat(gate.main()).as("1 can match nothing any more").containsExactly(at(9), at(19));
    assertThat(gate.side(FeedbackPatterns.LATE)).isEmpty();
  }

  @Test
  void timesBelowZeroAndFarAwayAreTimesLikeOthers() throws Exception {
    burst(false);
    // Validation refuses the first; the last second of the year 9999 is the greatest it lets pass.
    long end = 253_402_300_799_000L;
    send(-11, -1, 1, end);
    assertThat(state().keySet()).containsExactly(-2L, -1L, 0L, end / 10);
    gate.watermark(-1);
    assertThat(state().keySet()).containsExactly(-2L, -1L, 0L, end / 10);
    gate.watermark(0);
    assertThat(state().keySet()).containsExactly(-1L, 0L, end / 10);
    gate.watermark(10);
    assertThat(state().keySet()).containsExactly(0L, end / 10);
    gate.watermark(end + 19);
    assertThat(state().keySet()).containsExactly(end / 10);
    gate.watermark(end + 20);
    assertThat(state()).isEmpty();
    assertThat(gate.timers()).isZero();
  }
}
