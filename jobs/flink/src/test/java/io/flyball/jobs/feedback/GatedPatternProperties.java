package io.flyball.jobs.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.feedback.SignalKind;
import io.flyball.core.random.Draws;
import io.flyball.jobs.feedback.PatternChain.Found;
import io.flyball.jobs.harness.Trial;
import io.flyball.jobs.harness.Trial.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** In front of a pattern or not, the gate changes no alert and makes nothing late. */
class GatedPatternProperties {
  private static final int WITHIN = 40;
  private static final String[] SETS = {
    "feedback.patterns.burst-signals=3",
    "feedback.patterns.burst-within=40 ms",
    "feedback.patterns.flip-flop-within=40 ms",
    "feedback.patterns.repeated-text-users=3",
    "feedback.patterns.repeated-text-within=40 ms"
  };
  private static final PatternChain BURST = PatternChain.of(FeedbackPatterns::burst, SETS);
  private static final PatternChain FLIP_FLOP = PatternChain.of(FeedbackPatterns::flipFlop, SETS);
  private static final PatternChain REPEATED_TEXT =
      PatternChain.of(FeedbackPatterns::repeatedText, SETS);

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void burst(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int gap,
      @ForAll @IntRange(max = 150) int bound)
      throws Exception {
    assertSame(BURST, NaivePatterns.burst(3, WITHIN), signals(seed, gap), seed, bound);
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void flipFlop(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int gap,
      @ForAll @IntRange(max = 150) int bound)
      throws Exception {
    assertSame(FLIP_FLOP, NaivePatterns.flipFlop(WITHIN), signals(seed, gap), seed, bound);
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void repeatedText(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int gap,
      @ForAll @IntRange(max = 150) int bound)
      throws Exception {
    assertSame(
        REPEATED_TEXT, NaivePatterns.repeatedText(3, WITHIN), signals(seed, gap), seed, bound);
  }

  /** More signals in a stretch than the gate remembers. */
  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void crowds(@ForAll long seed, @ForAll @IntRange(max = 150) int bound) throws Exception {
    List<PatternEvent> likes = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      SignalKind kind = draw(seed, 8, i, 60) == 0 ? SignalKind.DISLIKE : SignalKind.LIKE;
      likes.add(new PatternEvent("s" + i, 1 + i / 2, "user", "item", kind, "text", 0));
    }
    assertSame(BURST, NaivePatterns.burst(3, WITHIN), likes, seed, bound);
    assertSame(FLIP_FLOP, NaivePatterns.flipFlop(WITHIN), likes, seed, bound);
    assertSame(REPEATED_TEXT, NaivePatterns.repeatedText(3, WITHIN), likes, seed, bound);
  }

  /** CEP: a match is shorter than {@code within}, never as long. */
  @Example
  void aMatchIsShorterThanTheTimeItMayTake() throws Exception {
    assertThat(clicks(100, 101, 139).evidence()).containsExactly(List.of("s100", "s101", "s139"));
    assertThat(clicks(100, 101, 140).evidence()).isEmpty();
    assertThat(clicks(79, 80, 118).evidence()).containsExactly(List.of("s79", "s80", "s118"));
    assertThat(clicks(79, 80, 119).evidence()).isEmpty();
  }

  private static Found clicks(long... times) throws Exception {
    List<PatternEvent> clicks =
        LongStream.of(times)
            .mapToObj(t -> new PatternEvent("s" + t, t, "ada", "i", SignalKind.CLICK, "", 0))
            .toList();
    return assertSame(BURST, NaivePatterns.burst(3, WITHIN), clicks, 0, 0);
  }

  private static Found assertSame(
      PatternChain chain, NaivePatterns naive, List<PatternEvent> signals, long seed, int bound)
      throws Exception {
    List<Step<PatternEvent>> steps =
        Trial.steps(arrivals(signals, seed, bound), PatternEvent::time, bound);
    Found gated = chain.gated(steps);
    assertThat(gated).isEqualTo(chain.bare(steps));
    assertThat(gated.late()).isZero();
    assertThat(gated.evidence()).containsExactlyInAnyOrderElementsOf(naive.matches(signals));
    return gated;
  }

  /** Opinions of few users on few items in few texts, {@code gap} ms apart on average. */
  private static List<PatternEvent> signals(long seed, int gap) {
    SignalKind[] kinds = {SignalKind.LIKE, SignalKind.LOVE, SignalKind.DISLIKE};
    List<PatternEvent> signals = new ArrayList<>();
    long time = 1L + draw(seed, 1, 0, 1000);
    for (int i = 0; i < 80; i++) {
      // Ids are in another order than time, and some times are the same.
      String id = "s" + draw(seed, 2, i, 1000) + "-" + i;
      String user = "user" + draw(seed, 3, i, 4) % 3;
      String item = "item" + draw(seed, 4, i, 4) / 3;
      SignalKind kind = kinds[draw(seed, 5, i, 3)];
      signals.add(
          new PatternEvent(id, time, user, item, kind, "text" + draw(seed, 6, i, 4) / 3, 0));
      time += draw(seed, 7, i, 2 * gap);
    }
    return signals;
  }

  private static List<PatternEvent> arrivals(List<PatternEvent> signals, long seed, int bound) {
    record Arrival(double at, PatternEvent signal) {}
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < signals.size(); i++) {
      double delay = bound * Draws.uniform(seed, 9, i);
      arrivals.add(new Arrival(signals.get(i).time() + delay, signals.get(i)));
    }
    arrivals.sort(Comparator.comparingDouble(Arrival::at));
    return arrivals.stream().map(Arrival::signal).toList();
  }

  private static int draw(long seed, int what, int i, int below) {
    return (int) (Draws.uniform(seed, what, i) * below);
  }
}
