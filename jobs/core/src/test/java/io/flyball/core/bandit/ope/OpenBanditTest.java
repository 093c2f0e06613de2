package io.flyball.core.bandit.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Values of an independent implementation, IPS and SNIPS also those of Vowpal Wabbit's estimators:
 * the log of Bernoulli Thompson sampling on 34 men's items, the uniform policy as candidate.
 */
class OpenBanditTest {
  private static final int ITEMS = 34;

  private record Row(int item, int position, double click, double propensity) {}

  private static final List<Row> LOG = read();

  @Test
  void estimatorsOfTheUniformPolicy() {
    Evaluation e = evaluate(10, 0);
    assertThat(e.rows()).isEqualTo(10_000);
    assertThat(e.ips()).isCloseTo(.003008626, within(5e-10));
    assertThat(e.snips()).isCloseTo(.003189423, within(5e-10));
    assertThat(e.clippedIps()).isCloseTo(.003008626, within(5e-10));
    assertThat(e.clippedSnips()).isCloseTo(.003831078, within(5e-10));
    assertThat(evaluate(100, 0).clippedSnips()).isCloseTo(.003217203, within(5e-10));
    assertThat(e.meanWeight()).isCloseTo(.943314, within(5e-7));
    assertThat(e.largestWeight()).isCloseTo(178.253, within(5e-4));
    assertThat(e.effectiveSampleSize()).isCloseTo(655.7, within(.05));
    assertThat(e.trusted(50)).isTrue();
    assertThat(e.trusted(1000)).isFalse();
    assertThat(e.ips() - 1.959963984540054 * e.ipsError()).isCloseTo(.001491741, within(5e-10));
    assertThat(e.ips() + 1.959963984540054 * e.ipsError()).isCloseTo(.004525512, within(5e-10));
    assertThat(e.cressieRead()).isCloseTo(.003399762, within(5e-10));
    assertThat(e.logged()).isCloseTo(.0069, within(1e-12));
  }

  @Test
  void estimatorsWithAModelOfClickRates() {
    Evaluation e = evaluate(10, 0);
    assertThat(e.directMethod()).isCloseTo(.007341734, within(5e-10));
    assertThat(e.doublyRobust()).isCloseTo(.003354938, within(5e-10));
    assertThat(e.selfNormalisedDoublyRobust()).isCloseTo(.003115360, within(5e-10));
    assertThat(e.shrunkDoublyRobust()).isCloseTo(.005449502, within(5e-10));
    assertThat(e.switchDoublyRobust()).isCloseTo(.005552255, within(5e-10));
  }

  @Test
  void estimatorsByPosition() {
    double[] ips = {.004363553, .001793101, .002844149};
    double[] snips = {.004276584, .002005162, .003109230};
    for (int position = 1; position <= 3; position++) {
      Evaluation e = evaluate(10, position);
      assertThat(e.ips()).isCloseTo(ips[position - 1], within(5e-10));
      assertThat(e.snips()).isCloseTo(snips[position - 1], within(5e-10));
    }
  }

  @Test
  void partsOfTheLogMergeToTheWhole() {
    Evaluation whole = evaluate(10, 1);
    whole.merge(evaluate(10, 2));
    whole.merge(evaluate(10, 3));
    assertThat(whole.ips()).isCloseTo(evaluate(10, 0).ips(), within(1e-15));
    assertThat(whole.largestWeight()).isEqualTo(evaluate(10, 0).largestWeight());
  }

  /** An independent implementation gives (.0000727, .212990) for rewards in [0, 1]. */
  @Test
  void theAnytimeIntervalIsHonestAboutSixtyNineClicks() {
    AnytimeInterval interval = new AnytimeInterval(0, 1, .05);
    for (Row row : LOG) {
      interval.add(1.0 / ITEMS / row.propensity(), row.click());
    }
    assertThat(interval.lower()).isCloseTo(7.27e-5, within(5e-8));
    assertThat(interval.upper()).isCloseTo(.212990, within(5e-7));
  }

  private static Evaluation evaluate(double clip, int position) {
    double[] clicks = new double[ITEMS];
    double[] shown = new double[ITEMS];
    for (Row row : LOG) {
      clicks[row.item()] += row.click();
      shown[row.item()]++;
    }
    double[] q = new double[ITEMS];
    double direct = 0;
    for (int a = 0; a < ITEMS; a++) {
      q[a] = (clicks[a] + 1) / (shown[a] + 100);
      direct += q[a] / ITEMS;
    }
    Evaluation e = new Evaluation(new Evaluation.Limits(clip, 10, 100));
    for (Row row : LOG) {
      if (position == 0 || row.position() == position) {
        e.add(1.0 / ITEMS, row.propensity(), row.click(), q[row.item()], direct);
      }
    }
    return e;
  }

  private static List<Row> read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    OpenBanditTest.class.getResourceAsStream("/bandit/obd-bts-men.csv.gz")),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .map(
              f ->
                  new Row(
                      Integer.parseInt(f[0]),
                      Integer.parseInt(f[1]),
                      Double.parseDouble(f[2]),
                      Double.parseDouble(f[3])))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
