package io.flyball.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.bandit.serve.PublishedPolicy.Answer;
import io.flyball.schemas.ArmOption;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.PolicySnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Snapshots of every algorithm, questions, and the answers to the bit, which no later version may
 * change. Lines that are missing are added with {@code -Dflyball.regenerate=true}; those that are
 * there stay.
 *
 * <p>A line: the snapshot, Avro in Base64; the question; the arm; each propensity as Java's {@code
 * Double.toHexString} writes it.
 */
class GoldenVectorsTest {
  private static final Path FILE = Path.of("src/test/resources/io/flyball/client/vectors.jsonl");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RecordCodec<PolicySnapshot> SNAPSHOTS = RecordCodec.of(PolicySnapshot.class);
  private static final int PLAYED = 60;
  private static final int QUESTIONS = 4;

  @BeforeAll
  static void addWhatIsMissingWhenAsked() throws Exception {
    if (!Boolean.getBoolean("flyball.regenerate")) {
      return;
    }
    List<String> lines = new ArrayList<>();
    if (Files.exists(FILE)) {
      lines.addAll(Files.readAllLines(FILE));
    }
    List<String> known = new ArrayList<>();
    for (String line : lines) {
      known.add(JSON.readTree(line).get("algorithm").textValue());
    }
    for (String algorithm : ServingPolicyParityTest.served().toList()) {
      if (!known.contains(algorithm)) {
        lines.add(JSON.writeValueAsString(vector(algorithm)));
      }
    }
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, String.join("\n", lines) + "\n");
  }

  private static ObjectNode vector(String algorithm) throws Exception {
    JobInMemory job = new JobInMemory("bandit.algorithm=" + algorithm);
    Play play = Play.of(algorithm);
    for (int i = 0; i < PLAYED; i++) {
      var decision = job.ask(play.request(i));
      if (play.rewarded(i)) {
        job.reward(play.reward(i, decision));
      }
    }
    PolicySnapshot snapshot = job.published();
    ServingPolicy policy = ServingPolicy.of(snapshot);
    ObjectNode line = JSON.createObjectNode();
    line.put("algorithm", algorithm);
    line.put("snapshot", Base64.getEncoder().encodeToString(SNAPSHOTS.encode(snapshot)));
    ArrayNode questions = line.putArray("questions");
    for (int i = PLAYED; i < PLAYED + QUESTIONS; i++) {
      DecisionRequest request = play.request(i);
      Answer answer = policy.answer(request, JobInMemory.LARGEST);
      ObjectNode one = questions.addObject();
      one.put("id", request.getId());
      request.getContext().forEach(one.putArray("context")::add);
      request.getWeights().forEach(one.putArray("weights")::add);
      one.set("namedContext", JSON.valueToTree(request.getNamedContext()));
      ArrayNode arms = one.putArray("arms");
      for (ArmOption option : request.getArms()) {
        ObjectNode arm = arms.addObject();
        arm.put("id", option.getId());
        arm.put("eligible", option.getEligible());
        option.getFeatures().forEach(arm.putArray("features")::add);
        arm.set("namedFeatures", JSON.valueToTree(option.getNamedFeatures()));
      }
      one.put("arm", answer.arm());
      ArrayNode bits = one.putArray("propensities");
      for (double p : answer.propensities()) {
        bits.add(Double.toHexString(p));
      }
    }
    return line;
  }

  static Stream<String> algorithms() {
    return ServingPolicyParityTest.served();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void theAnswersAreWhatTheyAlwaysWere(String algorithm) throws Exception {
    JsonNode line = find(algorithm);
    byte[] bytes = Base64.getDecoder().decode(line.get("snapshot").textValue().getBytes(UTF_8));
    ServingPolicy policy = ServingPolicy.of(Records.decode(SNAPSHOTS, bytes));
    assertThat(line.get("questions")).hasSize(QUESTIONS);
    for (JsonNode question : line.get("questions")) {
      Answer answer = policy.answer(request(question), JobInMemory.LARGEST);
      assertThat(answer.arm()).isEqualTo(question.get("arm").textValue());
      List<String> bits = new ArrayList<>();
      for (double p : answer.propensities()) {
        bits.add(Double.toHexString(p));
      }
      assertThat(bits).isEqualTo(texts(question.get("propensities")));
    }
  }

  private static JsonNode find(String algorithm) throws IOException {
    for (String line : Files.readAllLines(FILE)) {
      JsonNode node = JSON.readTree(line);
      if (node.get("algorithm").textValue().equals(algorithm)) {
        return node;
      }
    }
    throw new AssertionError("no vectors of " + algorithm + ": run with -Dflyball.regenerate=true");
  }

  private static DecisionRequest request(JsonNode question) {
    List<ArmOption> arms = new ArrayList<>();
    for (JsonNode arm : question.get("arms")) {
      arms.add(
          new ArmOption(
              arm.get("id").textValue(),
              numbers(arm.get("features")),
              arm.get("eligible").booleanValue(),
              named(arm.path("namedFeatures"))));
    }
    return DecisionRequest.newBuilder()
        .setId(question.get("id").textValue())
        .setTime(Instant.ofEpochMilli(1))
        .setContext(numbers(question.get("context")))
        .setWeights(numbers(question.get("weights")))
        .setNamedContext(named(question.path("namedContext")))
        .setArms(arms)
        .build();
  }

  /** Features by name; none in vectors that are older than they. */
  private static Map<String, Map<String, Object>> named(JsonNode node) {
    return node.isMissingNode() ? Map.of() : JSON.convertValue(node, new TypeReference<>() {});
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    array.forEach(one -> numbers.add(one.doubleValue()));
    return numbers;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.textValue()));
    return texts;
  }
}
