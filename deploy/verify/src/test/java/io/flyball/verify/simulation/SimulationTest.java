package io.flyball.verify.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SimulationTest {

  @Test
  void aThousandSchedulesAgreeWithTheOracle() {
    assertThat(Simulations.run(1, 1_000, done -> {})).isEmpty();
  }

  @Test
  @Tag("soak")
  void aHundredThousandSchedulesAgreeWithTheOracle() {
    assertThat(Simulations.run(1_001, 100_000, done -> {})).isEmpty();
  }

  @Test
  void countingIsRightAsLongAsNothingIsWrongWithIt() {
    assertThat(failures(new Counting(Flaw.NONE))).isEmpty();
  }

  /** The schedules are no good unless each of these is noticed, and soon. */
  @Test
  void everyFlawIsFound() {
    for (Flaw flaw : List.of(Flaw.SHARED_SNAPSHOT, Flaw.ARRIVAL_ORDER, Flaw.LEFT_BEHIND)) {
      assertThat(failures(new Counting(flaw))).as("%s", flaw).isNotEmpty();
    }
  }

  /** Nor are the cores, unless they have something to say and a snapshot is more than a name. */
  @Test
  void everyCoreNoticesASnapshotThatLaterChangesReach() {
    for (KeyedCore<?, ?, ?> core : Simulations.all()) {
      assertThat(LongStream.range(0, 500).filter(seed -> differs(core, seed)).findFirst())
          .as(core.name())
          .isPresent();
    }
  }

  private static <E, S, O> boolean differs(KeyedCore<E, S, O> core, long seed) {
    return Simulation.run(withSharedSnapshots(core), seed).isPresent();
  }

  @SuppressWarnings("unchecked") // a proxy of the very interface
  private static <E, S, O> KeyedCore<E, S, O> withSharedSnapshots(KeyedCore<E, S, O> core) {
    return (KeyedCore<E, S, O>)
        Proxy.newProxyInstance(
            KeyedCore.class.getClassLoader(),
            new Class<?>[] {KeyedCore.class},
            (proxy, method, arguments) -> {
              try {
                return method.getName().equals("copy")
                    ? arguments[0]
                    : method.invoke(core, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void aSeedReplaysItsFailure() {
    Counting flawed = new Counting(Flaw.ARRIVAL_ORDER);
    long seed = failures(flawed).get(0);

    Optional<String> first = Simulation.run(flawed, seed);

    assertThat(first).isPresent();
    assertThat(Simulation.run(flawed, seed)).isEqualTo(first);
  }

  private static List<Long> failures(Counting core) {
    return LongStream.range(0, 200)
        .filter(seed -> Simulation.run(core, seed).isPresent())
        .boxed()
        .toList();
  }

  private enum Flaw {
    NONE,
    /** A snapshot that later changes reach. */
    SHARED_SNAPSHOT,
    /** An answer that depends on the order of arrival. */
    ARRIVAL_ORDER,
    /** State that nobody clears. */
    LEFT_BEHIND
  }

  /** Says how many events there were in each ten seconds, and which was the first. */
  private record Counting(Flaw flaw) implements KeyedCore<Long, List<Long>, String> {
    private static final long WINDOW = 10_000;
    private static final long NO_EVENT = -1;

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public List<Long> history(long seed) {
      return LongStream.range(0, 40).map(i -> i * 700 + Math.floorMod(seed, 300)).boxed().toList();
    }

    @Override
    public String id(Long event) {
      return event.toString();
    }

    @Override
    public String key(Long event) {
      return "key" + event % 3;
    }

    @Override
    public long time(Long event) {
      return event;
    }

    @Override
    public long bound() {
      return 3_000;
    }

    @Override
    public List<Long> fresh() {
      return new ArrayList<>();
    }

    @Override
    public List<Long> copy(List<Long> state) {
      return flaw == Flaw.SHARED_SNAPSHOT ? state : new ArrayList<>(state);
    }

    @Override
    public void onEvent(List<Long> state, Long event, long watermark, Consumer<String> out) {
      state.add(event);
    }

    @Override
    public OptionalLong nextTimer(List<Long> state) {
      return state.stream().filter(event -> event >= 0).mapToLong(Counting::end).min();
    }

    @Override
    public void onTimer(List<Long> state, Consumer<String> out) {
      long end = nextTimer(state).orElseThrow();
      List<Long> due = state.stream().filter(event -> event >= 0 && end(event) == end).toList();
      out.accept(answer(end, due));
      state.removeAll(due);
      if (flaw == Flaw.LEFT_BEHIND && due.size() > 2) {
        state.add(NO_EVENT);
      }
    }

    @Override
    public boolean forgot(List<Long> state) {
      return state.isEmpty();
    }

    @Override
    public List<String> oracle(List<Long> history) {
      Counting flawless = new Counting(Flaw.NONE);
      List<String> answers = new ArrayList<>();
      for (String key : List.of("key0", "key1", "key2")) {
        List<Long> state =
            new ArrayList<>(history.stream().filter(e -> key(e).equals(key)).toList());
        while (flawless.nextTimer(state).isPresent()) {
          flawless.onTimer(state, answers::add);
        }
      }
      return answers;
    }

    private String answer(long end, List<Long> due) {
      long first =
          flaw == Flaw.ARRIVAL_ORDER
              ? due.get(0)
              : due.stream().mapToLong(Long::longValue).min().orElseThrow();
      return due.get(0) % 3 + " until " + end + ": " + due.size() + " from " + first;
    }

    private static long end(long event) {
      return Math.floorDiv(event, WINDOW) * WINDOW + WINDOW - 1;
    }
  }
}
