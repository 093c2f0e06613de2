package io.flyball.jobs.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.jobs.harness.Subtasks.Operator;
import io.flyball.jobs.harness.Trial.Outcome;
import io.flyball.jobs.harness.Trial.Step;
import java.util.List;

/** Every way in which an operator can be interrupted, moved and rescaled. */
public final class Interruptions {
  private static final int[][] PARALLELISMS = {{1, 1}, {2}, {1, 2, 3}, {3, 2, 1}, {1, 1, 1, 2, 5}};

  private Interruptions() {}

  /**
   * Checks that the outcome is the same in all of them, and that no state and no timer is left.
   *
   * @return the outcome without interruption
   */
  public static <I, O> Outcome changeNothing(Operator<I, O> operator, List<Step<I>> steps)
      throws Exception {
    Outcome whole = play(operator, steps, 1);
    assertThat(whole.entries()).as("keyed entries left behind").isZero();
    assertThat(whole.timers()).as("timers left behind").isZero();
    for (int[] parallelisms : PARALLELISMS) {
      Outcome outcome = play(operator, steps, parallelisms);
      assertThat(outcome).as("at parallelism %s", parallelisms).isEqualTo(whole);
    }
    return whole;
  }

  private static <I, O> Outcome play(
      Operator<I, O> operator, List<Step<I>> steps, int... parallelisms) throws Exception {
    Outcome outcome = Trial.play(operator, steps, false, parallelisms);
    // Bytes as they were read have no text of their own.
    List<String> outputs =
        outcome.outputs().stream()
            .map(text -> text.replaceAll("\\[B@[0-9a-f]+", "bytes"))
            .sorted()
            .toList();
    return new Outcome(outputs, outcome.counts(), outcome.entries(), outcome.timers());
  }
}
