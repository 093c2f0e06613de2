package io.flyball.core.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.features.FeatureHash;
import io.flyball.core.features.NamedFeatures;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A reader written from the page on the bandit job alone predicts what the policy does. */
class ModelBytesTest {
  private static final String[] ARMS = {"a", "b"};

  /** What the page says about the bytes. */
  private static final class Page {
    final String kind;
    final int context;
    final double[] shared;
    final Map<String, double[]> arms = new HashMap<>();

    Page(byte[] model) {
      ByteBuffer in = ByteBuffer.wrap(model);
      assertThat(in.getInt()).isEqualTo(0x464C5942);
      int version = in.getShort();
      kind = text(in);
      context = in.getInt();
      in.getInt();
      in.getInt();
      shared = new double[in.getInt()];
      int perArm = in.getInt();
      in.getInt();
      if (version == 2) {
        for (int left = in.getInt(); left > 0; left--) {
          int place = in.getInt();
          shared[place] = in.getDouble();
        }
      } else {
        numbers(in, shared);
      }
      for (int left = in.getInt(); left > 0; left--) {
        String id = text(in);
        in.getInt();
        arms.put(id, numbers(in, new double[perArm]));
      }
      assertThat(in.hasRemaining()).isFalse();
    }

    private static String text(ByteBuffer in) {
      byte[] utf8 = new byte[in.getShort()];
      in.get(utf8);
      return new String(utf8, StandardCharsets.UTF_8);
    }

    private static double[] numbers(ByteBuffer in, double[] numbers) {
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = in.getDouble();
      }
      return numbers;
    }
  }

  private static Learner taught(String policy, int context, double[] x, double[][] features) {
    Learner learner = new Learner(PolicyName.parse(policy, context, 0, 2, 100));
    for (int i = 0; i < 20; i++) {
      Question question = learner.question(x, ARMS, features, AssignedArm.NONE);
      learner.learn(learner.decided(question, i % 2, .5), i % 2);
    }
    return learner;
  }

  @Test
  void ofARidgeRegression() {
    double[] x = {1, .5};
    Learner learner = taught("greedy-ridge", 2, x, new double[0][]);
    Page page = new Page(ModelCodec.bytes(learner.model()));
    assertThat(page.kind).isEqualTo("ridge");
    assertThat(page.context).isEqualTo(2);
    assertThat(page.shared).containsExactly(20, 20);
    double[] scores = learner.scores(learner.question(x, ARMS));
    for (int arm = 0; arm < 2; arm++) {
      double[] s = page.arms.get(ARMS[arm]);
      // [A^-1: 3 | updates, repairs, bound | b: 2 | theta: 2]
      double first = s[0] * s[6] + s[1] * s[7];
      double second = s[1] * s[6] + s[2] * s[7];
      assertThat(s[8]).isCloseTo(first, within(1e-9));
      assertThat(s[9]).isCloseTo(second, within(1e-9));
      assertThat(s[8] * x[0] + s[9] * x[1]).isEqualTo(scores[arm]);
    }
  }

  @Test
  void ofHashedFeatures() {
    double[] context = new NamedFeatures(Map.of("U", Map.of("age", 2))).packed();
    double[][] features = {
      new NamedFeatures(Map.of("A", Map.of("good", 1))).packed(),
      new NamedFeatures(Map.of("A", Map.of("good", true, "x", .25))).packed()
    };
    Learner learner = taught("squarecb-joint:bits=18", 0, context, features);
    Page page = new Page(ModelCodec.bytes(learner.model()));
    assertThat(page.kind).startsWith("joint-normalised-18-");
    // Two of the learner, six of the policy, an owner an index; least and greatest reward.
    int at = 2 + 6 + (1 << 18);
    int weights = at + 4;
    double age = page.shared[weights + 3 * 942];
    double constant = page.shared[weights + 3 * 116060];
    double good = page.shared[weights + 3 * index("good")];
    double x = page.shared[weights + 3 * index("x")];
    double[] scores = learner.scores(learner.question(context, ARMS, features, AssignedArm.NONE));
    double least = page.shared[at + 2];
    double greatest = page.shared[at + 3];
    double[] sums = {2 * age + good + constant, 2 * age + good + .25 * x + constant};
    for (int arm = 0; arm < 2; arm++) {
      assertThat(scores[arm])
          .isCloseTo(Math.max(least, Math.min(greatest, sums[arm])), within(1e-12));
    }
    assertThat(scores[1]).isGreaterThan(scores[0]);
    assertThat(page.arms).hasSize(2);
  }

  private static int index(String name) {
    FeatureHash hash = FeatureHash.STRINGS;
    return hash.feature(name, hash.namespace("A")) & (1 << 18) - 1;
  }
}
