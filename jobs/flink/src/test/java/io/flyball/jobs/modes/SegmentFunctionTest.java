package io.flyball.jobs.modes;

import static io.flyball.jobs.modes.Fixtures.MINUTE;
import static io.flyball.jobs.modes.Fixtures.NOON;
import static io.flyball.jobs.modes.Fixtures.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.modes.RateMatrix;
import io.flyball.core.record.Alert;
import io.flyball.jobs.harness.Subtasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentFunctionTest {
  private static final long HOUR = 60 * MINUTE;

  private record Estimated(List<RatesRow> rows, List<Alert> alerts) {}

  private static Estimated estimate(ModesConfig config, List<SegmentEvent> events)
      throws Exception {
    try (Subtasks<SegmentEvent, RatesRow> segments =
        new Subtasks<>(Operators.segments(config), 1, false)) {
      for (SegmentEvent event : events) {
        segments.send(event, event.time());
      }
      segments.watermark(Long.MAX_VALUE);
      return new Estimated(segments.main(), segments.side(SegmentFunction.ALERTS));
    }
  }

  private static SegmentEvent pair(long at, int from, int to, long gap) {
    return new SegmentEvent("s", NOON + at, "ada", from, to, gap);
  }

  /** Looks every two minutes at entities that move by a chain with these rates a minute. */
  private static List<SegmentEvent> looks(RateMatrix rates, long from, int entities, long seed) {
    double[][] step = rates.transition(2);
    Random random = new Random(seed);
    List<SegmentEvent> events = new ArrayList<>();
    for (int entity = 0; entity < entities; entity++) {
      int state = entity % rates.states();
      for (int look = 1; look < 25; look++) {
        double u = random.nextDouble();
        int next = 0;
        for (double sum = step[state][0]; next < rates.states() - 1 && u >= sum; ) {
          sum += step[state][++next];
        }
        events.add(pair(from + 2 * MINUTE * look, state, next, 2 * MINUTE));
        state = next;
      }
    }
    return events;
  }

  @Test
  void aSegmentWithOneObservationSaysThatItIsNotIdentified() throws Exception {
    Estimated one = estimate(config("modes.modes=2"), List.of(pair(0, 1, 1, 0)));
    assertThat(one.rows())
        .singleElement()
        .satisfies(
            row -> assertThat(row.notIdentified()).isEqualTo("0.0 pairs, where 100 are needed"));
  }

  @Test
  void tooFewPairsAreNotIdentifiedAndSaySo() throws Exception {
    Estimated one = estimate(config("modes.modes=2"), List.of(pair(0, 0, 1, MINUTE)));
    assertThat(one.rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.notIdentified()).isEqualTo("1.0 pairs, where 100 are needed");
              assertThat(row.rates()).isEmpty();
              assertThat(row.relaxationTime()).isNull();
            });
  }

  @Test
  void aChainThatIsNotIrreducibleHasRatesAndNothingThatWouldFollowFromThem() throws Exception {
    List<SegmentEvent> oneWay = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      oneWay.add(pair(i * 1_000L, 0, i % 2, MINUTE));
    }
    Estimated only =
        estimate(
            config("modes.modes=2", "modes.rates.prior-jumps=0", "modes.rates.prior-time=0"),
            oneWay);
    assertThat(only.rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.notIdentified())
                  .isEqualTo("some state cannot be reached from another");
              assertThat(row.rates()).hasSize(4);
              assertThat(row.stationary()).isEmpty();
              assertThat(row.drift()).isNull();
            });
  }

  /** Rates of .7 and .3 a minute seen every two minutes: EM finds them, the naive one does not. */
  @Test
  void snapshotsGiveTheRatesBackAndTheNaiveEstimateDoesNot() throws Exception {
    RateMatrix rates = RateMatrix.ofJumps(new double[][] {{0, .7}, {.3, 0}});
    List<SegmentEvent> looks = looks(rates, 0, 400, 1);
    RatesRow em = estimate(config("modes.modes=2"), looks).rows().get(0);
    assertThat(em.rates().get(1)).isEqualTo(.7, within(.06));
    assertThat(em.rates().get(2)).isEqualTo(.3, within(.03));
    assertThat(em.relaxationTime()).isEqualTo(1, within(.08));
    assertThat(em.stationary().get(0)).isEqualTo(.3, within(.02));
    RatesRow naive =
        estimate(config("modes.modes=2", "modes.rates.method=naive"), looks).rows().get(0);
    assertThat(naive.rates().get(1)).isLessThan(.4);
    RatesRow jumps =
        estimate(config("modes.modes=2", "modes.rates.method=jumps"), looks).rows().get(0);
    assertThat(jumps.rates().get(1)).isEqualTo(naive.rates().get(1), within(1e-9));
  }

  @Test
  void movementThatGetsStuckIsAnAlertOnce() throws Exception {
    ModesConfig config = config("modes.modes=2", "modes.rates.kept=0.01");
    RateMatrix before = RateMatrix.ofJumps(new double[][] {{0, .5}, {.5, 0}});
    RateMatrix after = RateMatrix.ofJumps(new double[][] {{0, .05}, {.05, 0}});
    List<SegmentEvent> looks = new ArrayList<>(looks(before, 0, 200, 1));
    for (int hour = 1; hour <= 3; hour++) {
      looks.addAll(looks(after, hour * HOUR, 200, hour));
    }
    Estimated all = estimate(config, looks);
    assertThat(all.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.kind()).isEqualTo("TRAPPED");
              assertThat(alert.scope()).isEqualTo("segment/s");
              assertThat(alert.values().get("relaxationTime"))
                  .isGreaterThan(2 * alert.values().get("reference"));
            });
    assertThat(all.rows().get(0).drift()).isEqualTo(0, within(1e-12));
    assertThat(all.rows().get(2).drift()).isPositive();
  }

  @Test
  void aModelIsLearnedFromBoundedSymbolsOfEachWindow() throws Exception {
    ModesConfig config = Fixtures.modelled("modes.hmm.learn-each=60", "modes.hmm.learn-most=100");
    Random random = new Random(3);
    List<SegmentEvent> symbols = new ArrayList<>();
    for (String entity : List.of("ada", "bob")) {
      int mode = 0;
      for (int i = 0; i < 80; i++) {
        mode = random.nextDouble() < (mode == 0 ? .05 : .3) ? 1 - mode : mode;
        int symbol = random.nextDouble() < .9 ? mode : 1 - mode;
        symbols.add(new SegmentEvent("s", NOON + i * 1_000L, entity, -1, symbol, 0));
      }
    }
    RatesRow row = estimate(config, symbols).rows().get(0);
    assertThat(row.learned()).isEqualTo(100);
    assertThat(row.transition()).hasSize(4);
    assertThat(row.transition().get(0) + row.transition().get(1)).isEqualTo(1, within(1e-9));
    assertThat(row.emission().get(0)).isGreaterThan(.6);
  }
}
