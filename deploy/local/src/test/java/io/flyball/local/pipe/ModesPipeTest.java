package io.flyball.local.pipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.core.modes.ChainSummary;
import io.flyball.core.modes.RateMatrix;
import io.flyball.core.random.Draws;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.harness.SharedFlink;
import io.flyball.jobs.runtime.config.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The discrete flashing ratchet, V = 1, seen every .126 of its unit of time on 1,000 paths: the
 * published errors of its rates are .054 for expectation maximisation and .302 for jumps over time.
 */
class ModesPipeTest {
  private static final long NOON = 1_700_000_000_000L;
  private static final int PATHS = 1_000;
  private static final int LOOKS = 20;
  private static final long GAP_MS = 7_576;
  private static final RateMatrix TRUE = ratchet();

  @TempDir Path folder;

  private static RateMatrix ratchet() {
    double[][] q = new double[6][6];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        q[i][j] = i == j ? 0 : Math.exp((i - j) / 2.0);
        q[3 + i][3 + j] = i == j ? 0 : 1;
      }
      q[i][3 + i] = 1;
      q[3 + i][i] = 1;
    }
    return RateMatrix.ofJumps(q);
  }

  private static int pick(double[] law, double u) {
    int state = 0;
    for (double sum = law[0]; state < law.length - 1 && u >= sum; ) {
      sum += law[++state];
    }
    return state;
  }

  private static String lines() {
    double[] start = ChainSummary.of(TRUE).orElseThrow().stationary();
    double[][] step = TRUE.transition(GAP_MS / 60_000.0);
    int[] states = new int[PATHS];
    StringBuilder lines = new StringBuilder();
    for (int look = 0; look < LOOKS; look++) {
      for (int path = 0; path < PATHS; path++) {
        double u = Draws.uniform(11, path, look);
        states[path] = pick(look == 0 ? start : step[states[path]], u);
        lines.append(
            "{\"type\":\"ModeObservation\",\"id\":\"%d-%d\",\"time\":%d,\"entity\":\"p%d\",\"state\":%d}%n"
                .formatted(path, look, NOON + look * GAP_MS, path, states[path]));
      }
    }
    return lines.toString();
  }

  @Test
  void snapshotsOfAHiddenChainGiveItsRatesBack() throws Exception {
    String lines = lines();
    assertThat(error(lines, "em")).isLessThan(.10);
    assertThat(error(lines, "naive")).isGreaterThan(.2);
  }

  private double error(String lines, String method) throws Exception {
    Path out = folder.resolve(method);
    FlyballConfig config =
        Settings.load(
            FlyballConfig.class,
            Optional.empty(),
            Map.of(),
            List.of(
                "flink.parallelism=1",
                "modes.rates.method=" + method,
                "modes.rates.prior-jumps=0",
                "modes.rates.prior-time=0",
                "modes.diversity.scopes=policy"));
    var env = SharedFlink.env(Pipe.settings(config));
    String to = out.toString();
    ModesPipe.build(
        new Pipe(
            env, () -> new ByteArrayInputStream(lines.getBytes(UTF_8)), () -> append(to), 1 << 20),
        config.modes());
    env.execute("a hidden chain");
    ObjectMapper json = new ObjectMapper();
    double squares = 0;
    int rows = 0;
    for (String line : Files.readAllLines(out)) {
      if (line.startsWith("{\"type\":\"ModeRates\"")) {
        JsonNode rates = json.readTree(line).get("rates");
        for (int i = 0; i < 36; i++) {
          double wrong = rates.get(i).asDouble() - TRUE.rate(i / 6, i % 6);
          squares += i % 7 == 0 ? 0 : wrong * wrong;
        }
        rows++;
      }
    }
    assertThat(rows).isEqualTo(1);
    return Math.sqrt(squares / 30);
  }

  private static OutputStream append(String path) {
    try {
      return Files.newOutputStream(
          Path.of(path), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
