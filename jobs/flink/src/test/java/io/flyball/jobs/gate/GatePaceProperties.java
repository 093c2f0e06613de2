package io.flyball.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.gate.sim.ActionWorld;
import io.flyball.core.gate.sim.EpisodeWorld;
import io.flyball.jobs.harness.Interleaving;
import io.flyball.jobs.harness.Replay;
import io.flyball.jobs.harness.Replay.Pace;
import io.flyball.jobs.runtime.ControlRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** What comes out depends neither on pace nor on which partition is read first. */
class GatePaceProperties {
  private static final GateConfig CONFIG =
      Fixtures.config("gate.out-of-orderness=5 s", "gate.keep=30 s", "gate.silence=0 s");
  private static final String SLOW =
      "{risks: {reversible: {miss: 4, block: 1}, irreversible: {miss: 9, block: 1}}, fields: {speed:"
          + " double}, rules: [{name: slow, when: speed > 1.0, then: block}]}";
  private static final String NOTHING =
      "{risks: {reversible: {miss: 4, block: 1}, irreversible: {miss: 9, block: 1}}, fields: {speed:"
          + " double}, rules: [{name: all, when: speed >= 0.0, then: block}]}";
  private static final ControlRecord[] CONTROL = {
    Fixtures.control(1, 100_000, Map.of("rules", SLOW, "shadow", "true")),
    Fixtures.control(2, 250_000, Map.of("rules", NOTHING)),
  };

  /** A record and when it gets to its partition. */
  private record Arrival(RawRecord record, long at) {}

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void theSameRecordsGiveTheSameOutputAtAnyPaceInAnyMixture(@ForAll long seed) throws Exception {
    List<List<RawRecord>> partitions = partitions(seed);
    Replay fast = replay(partitions, seed, Pace.FULL_SPEED);
    assertThat(fast.lines())
        .anyMatch(line -> line.startsWith("letter TOO_LATE"))
        .anyMatch(line -> line.contains("RULES_COMPARED"));
    assertThat(fast.counts())
        .containsEntry("VERDICTS", 120L)
        .containsKeys("REPEATED", "LATE", "FAILURES", "MOVES")
        .doesNotContainKeys("PENDING", "WAITING");
    for (long order : new long[] {seed, ~seed}) {
      assertThat(replay(partitions, order, Pace.RECORD_BY_RECORD).differences(fast)).isEmpty();
    }
  }

  private static Replay replay(List<List<RawRecord>> partitions, long order, Pace pace)
      throws Exception {
    return GateRun.of(CONFIG, Interleaving.of(partitions, order), pace, CONTROL);
  }

  /** A partition for each topic; records come late, repeated and too late now and then. */
  private static List<List<RawRecord>> partitions(long seed) {
    Random random = new Random(seed);
    List<RawRecord> all = Fixtures.tasks(seed, 60, ActionWorld.standard());
    all.addAll(Fixtures.episodes(seed, 10, EpisodeWorld.standard()));
    TreeMap<String, List<Arrival>> byTopic = new TreeMap<>();
    for (RawRecord record : all) {
      List<Arrival> topic = byTopic.computeIfAbsent(record.topic(), any -> new ArrayList<>());
      long at = record.offset() + (long) (random.nextDouble() * 4_000);
      double fate = random.nextDouble();
      boolean late = fate < .05 && !record.topic().equals("gate.proposals");
      topic.add(new Arrival(record, late ? at + 60_000 : at));
      if (fate > .9) {
        topic.add(new Arrival(record, at + (long) (random.nextDouble() * 10_000)));
      }
    }
    List<List<RawRecord>> partitions = new ArrayList<>();
    for (List<Arrival> topic : byTopic.values()) {
      topic.sort(Comparator.comparingLong(Arrival::at));
      partitions.add(new ArrayList<>(topic.stream().map(Arrival::record).toList()));
    }
    return partitions;
  }
}
