package io.flyball.core.bandit.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Learner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handwritten digits as a bandit: ten arms, reward 1 for the right label, each image seen once. */
class DigitsTest {

  /** Counts of an independent implementation, images in file order, pixels / 16 and a constant. */
  @ParameterizedTest
  @CsvSource({".1,1522", ".25,1553", ".5,1551", "1,1426", "2,1165"})
  void linUcbNamesAsManyDigitsAsAnIndependentImplementation(double alpha, int right)
      throws IOException {
    Learner learner = new Learner(LinUcb.of(65, 1, alpha));
    String[] arms = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    int count = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(DigitsTest.class.getResourceAsStream("/bandit/digits.csv.gz")),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",");
        double[] x = new double[65];
        for (int i = 0; i < 64; i++) {
          x[i] = Double.parseDouble(fields[i]) / 16;
        }
        x[64] = 1;
        Choice choice = learner.decide(learner.question(x, arms), 0);
        boolean hit = choice.arm().equals(fields[64]);
        learner.learn(choice.taken(), hit ? 1 : 0);
        count += hit ? 1 : 0;
      }
    }
    assertThat(count).isEqualTo(right);
  }
}
