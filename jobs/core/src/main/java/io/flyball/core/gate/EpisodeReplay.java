package io.flyball.core.gate;

import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * What supervision makes of the episodes of a log, in the order of event time: failures with their
 * root causes, what to do next, and how each subgoal fares.
 */
public final class EpisodeReplay {
  private static final int MOST_STAGES = 1_000;
  private static final long SEED = 1;

  /** What to do next in an episode. */
  public record NextAction(String episode, StageController.Step step, long time) {}

  /**
   * Looks that can tell, and how many of them the rate of checks would have taken.
   *
   * @param failed looks that fail
   * @param failedNotTaken of those, the ones that would not have been taken
   */
  public record Looks(long all, long taken, long failed, long failedNotTaken) {}

  private record Due(long time, String episode) {}

  private final GateRules.Supervision supervision;
  private final StageStatistics statistics = new StageStatistics(MOST_STAGES);
  private final List<BetaCount> looks = new ArrayList<>();
  private final TreeMap<String, EpisodeSupervisor> supervisors = new TreeMap<>();
  private final TreeMap<String, StageController> controllers = new TreeMap<>();
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::time).thenComparing(Due::episode));
  private Looks looked = new Looks(0, 0, 0, 0);
  private long refused;
  private final List<FailureReport> failures = new ArrayList<>();
  private final List<NextAction> moves = new ArrayList<>();

  public EpisodeReplay(GateRules.Supervision supervision) {
    this.supervision = supervision;
  }

  /** Takes an event. */
  public void take(EpisodeEvent event) {
    advance(event.time());
    if (event.subgoal() >= MOST_STAGES) {
      refused++;
      return;
    }
    EpisodeSupervisor supervisor =
        supervisors.computeIfAbsent(
            event.episode(),
            e -> new EpisodeSupervisor(supervision.deadlineMs(), supervision.repairs()));
    long before = supervisor.due();
    supervisor.take(event);
    if (supervisor.due() != before) {
      due.add(new Due(supervisor.due(), event.episode()));
    }
    if (event.kind().fromProgram()) {
      boolean success = event.kind() == EpisodeEvent.Kind.END;
      StageController.Step step =
          controllers
              .computeIfAbsent(
                  event.episode(),
                  e -> new StageController(supervision.tries(), supervision.loop()))
              .outcome(event.subgoal(), event.primitive(), success, statistics);
      moves.add(new NextAction(event.episode(), step, event.time()));
    } else if (event.kind() == EpisodeEvent.Kind.SEEN_FAIL
        || event.kind() == EpisodeEvent.Kind.SEEN_OK) {
      look(event);
    }
  }

  /** Whether the look would have been taken is drawn from what the looks before it show. */
  private void look(EpisodeEvent event) {
    boolean failed = event.kind() == EpisodeEvent.Kind.SEEN_FAIL;
    BetaCount failures = look(event.subgoal());
    boolean take =
        supervision
            .checks()
            .sampled(failures, SEED, Draws.hash64(event.episode()), event.subgoal());
    looked =
        new Looks(
            looked.all() + 1,
            looked.taken() + (take ? 1 : 0),
            looked.failed() + (failed ? 1 : 0),
            looked.failedNotTaken() + (failed && !take ? 1 : 0));
    failures.add(failed);
  }

  private BetaCount look(int subgoal) {
    while (looks.size() <= subgoal) {
      looks.add(BetaCount.uniform());
    }
    return looks.get(subgoal);
  }

  /** The time is {@code now}: whatever was due before it is reported. */
  public void advance(long now) {
    while (!due.isEmpty() && due.peek().time() < now) {
      Due next = due.poll();
      EpisodeSupervisor supervisor = supervisors.get(next.episode());
      if (supervisor.due() == next.time()) {
        supervisor.report(next.episode(), now).ifPresent(failures::add);
      }
    }
  }

  /** The log has ended. */
  public void finish() {
    advance(Long.MAX_VALUE);
  }

  /** Failures in the order of their deadlines. */
  public List<FailureReport> failures() {
    return List.copyOf(failures);
  }

  /** Moves in the order of events. */
  public List<NextAction> moves() {
    return List.copyOf(moves);
  }

  /** How the stages fare. */
  public StageStatistics statistics() {
    return statistics;
  }

  /** How often looks at each subgoal fail. */
  public List<BetaCount> looks() {
    return List.copyOf(looks);
  }

  /** What the rate of checks would have made of the looks. */
  public Looks looked() {
    return looked;
  }

  /** Events of subgoals beyond the thousandth, which are left out. */
  public long refused() {
    return refused;
  }

  /** Number of episodes. */
  public int episodes() {
    return supervisors.size();
  }
}
