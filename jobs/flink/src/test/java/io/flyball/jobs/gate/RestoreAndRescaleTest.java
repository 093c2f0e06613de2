package io.flyball.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.gate.sim.ActionWorld;
import io.flyball.core.gate.sim.EpisodeWorld;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Subtasks.Operator;
import io.flyball.jobs.harness.Trial;
import io.flyball.jobs.harness.Trial.Outcome;
import io.flyball.jobs.harness.Trial.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Interrupted, moved or rescaled, every operator says and counts what it would have said anyway,
 * and nothing is left of it at the end.
 */
class RestoreAndRescaleTest {
  private static final long BOUND = 5_000;
  private static final GateConfig CONFIG =
      Fixtures.config(
          "gate.rules={risks: {reversible: {miss: 4, block: 1}, irreversible: {miss: 9, block: 1,"
              + " irreversible: true}}, fields: {speed: double}, values: [{name: mean, value:"
              + " previous * 0.5 + speed * 0.5}], rules: [{name: fast, when: mean > 2.0, then:"
              + " block}]}");

  private static List<GateInput> inputs(List<RawRecord> records) {
    List<RawRecord> sorted = new ArrayList<>(records);
    sorted.sort((a, b) -> Long.compare(a.offset(), b.offset()));
    // Neighbours change places: out of order within the bound.
    for (int i = 0; i + 1 < sorted.size(); i += 3) {
      sorted.add(i, sorted.remove(i + 1));
    }
    GateDecoder decoder = new GateDecoder(CONFIG);
    return sorted.stream().map(decoder).toList();
  }

  private static List<ActionEvent> actions() {
    return inputs(Fixtures.tasks(1, 60, ActionWorld.standard())).stream()
        .map(GateInput::action)
        .toList();
  }

  private static List<StepEvent> steps() {
    return inputs(Fixtures.episodes(1, 30, EpisodeWorld.standard())).stream()
        .map(GateInput::step)
        .toList();
  }

  private static <I, O> Outcome same(Operator<I, O> operator, List<Step<I>> steps)
      throws Exception {
    Outcome plain = Trial.play(operator, steps, false, 1);
    assertThat(Trial.play(operator, steps, false, 1, 1, 1)).isEqualTo(plain);
    assertThat(Trial.play(operator, steps, false, 1, 2, 3, 1)).isEqualTo(plain);
    assertThat(plain.outputs()).isNotEmpty();
    assertThat(plain.entries()).isZero();
    assertThat(plain.timers()).isZero();
    return plain;
  }

  @Test
  void actionsKeepWhatHasComeOfThem() throws Exception {
    Outcome plain =
        same(Operators.actions(CONFIG), Trial.steps(actions(), ActionEvent::time, BOUND));
    assertThat(plain.counts())
        .containsEntry("PROPOSALS", 120L)
        .containsEntry("OUTCOMES", 120L)
        .doesNotContainKeys("WAITING", "REPEATED");
  }

  @Test
  void criticsKeepWhatTheyHaveLearnt() throws Exception {
    List<Judgement> judged = new ArrayList<>();
    try (Subtasks<ActionEvent, ActionEvent> actions =
        new Subtasks<>(Operators.actions(CONFIG), 1, false)) {
      for (ActionEvent event : actions()) {
        actions.send(event, event.time());
      }
      actions.watermark(Long.MAX_VALUE);
      judged.addAll(actions.side(ActionFunction.JUDGEMENTS));
    }
    assertThat(judged).hasSizeGreaterThan(400);
    for (int i = judged.size() - 1; i >= 0; i -= 40) {
      judged.add(i, Judgement.trusted("careful", judged.get(i).time(), i / 1_000.0));
    }
    Operator<Judgement, Belief> critics = Operators.critics(CONFIG);
    List<Step<Judgement>> steps = Trial.steps(judged, Judgement::time, BOUND);
    Outcome plain = same(critics, steps);
    assertThat(plain.outputs())
        .anyMatch(line -> line.contains("CRITIC_UNRELIABLE"))
        // The counts themselves, not only that there are some.
        .filteredOn(line -> line.startsWith("critic/careful"))
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(50);
  }

  @Test
  void sessionsKeepTheValuesOfTheirRules() throws Exception {
    List<ActionEvent> proposals =
        actions().stream().filter(event -> event.proposed() != null).toList();
    same(Operators.rules(CONFIG), Trial.steps(proposals, ActionEvent::time, BOUND));
  }

  @Test
  void pendingActionsKeepTheirAnswersAndTheirDeadlines() throws Exception {
    List<RuledAction> moves = new ArrayList<>();
    try (Subtasks<ActionEvent, RuledAction> rules =
        new Subtasks<>(Operators.rules(CONFIG), 1, false)) {
      for (ActionEvent event : actions()) {
        if (event.proposed() == null) {
          moves.add(new RuledAction(event, List.of()));
        } else {
          rules.send(event, event.time());
        }
      }
      rules.watermark(Long.MAX_VALUE);
      moves.addAll(rules.main());
    }
    moves.sort((a, b) -> Long.compare(a.event().time(), b.event().time()));
    Outcome plain =
        same(Operators.verdicts(CONFIG), Trial.steps(moves, move -> move.event().time(), BOUND));
    assertThat(plain.outputs()).filteredOn(row -> row.startsWith("VerdictRow")).hasSize(120);
    assertThat(plain.counts()).containsKey("LATE");
  }

  @Test
  void episodesAndSessionsKeepWhereTheyAre() throws Exception {
    Outcome failures =
        same(Operators.episodes(CONFIG), Trial.steps(steps(), StepEvent::time, BOUND));
    assertThat(failures.counts()).containsKeys("EVENTS", "FAILURES");
    Outcome next = same(Operators.sessions(CONFIG), Trial.steps(steps(), StepEvent::time, BOUND));
    assertThat(next.counts()).containsKey("MOVES");
  }
}
