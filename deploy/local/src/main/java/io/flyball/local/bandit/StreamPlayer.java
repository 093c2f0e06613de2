package io.flyball.local.bandit;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonLines;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.env.Environment;
import io.flyball.core.bandit.env.Player;
import io.flyball.schemas.ArmOption;
import io.flyball.schemas.DeadLetter;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.Reward;
import io.flyball.schemas.RewardKind;
import io.flyball.tools.UserError;
import io.flyball.tools.bandit.SeedRun;
import io.flyball.tools.bandit.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Plays through the bandit job itself, in a Flink cluster within this process: each round is a
 * request line, its decision is awaited, and a reward is the last one of its decision. The job
 * draws by decision id and seed, so it is a policy without draws that decides exactly as {@link
 * io.flyball.core.bandit.env.LearnerPlayer} does on the environment's draws.
 */
public final class StreamPlayer implements Player, AutoCloseable {
  /** The policy that plays; a decision's id is this, a slash, and its round. */
  static final String POLICY = "world";

  /** Times of rounds are one millisecond apart from here. */
  private static final long START = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();

  private static final int LIMIT = 1 << 24;

  private final StreamJob job;
  private final JsonLines answers =
      new JsonLines("answers", List.of(Decision.class, DeadLetter.class), LIMIT);
  private final String[] arms;
  private final boolean readsFeatures;

  StreamPlayer(World world, String policy, long seed, Environment environment) {
    readsFeatures = world.learner(policy).model().shape().features() > 0;
    arms = new String[environment.arms()];
    for (int a = 0; a < arms.length; a++) {
      arms[a] = Integer.toString(a);
    }
    job =
        StreamJob.start(
            List.of(
                // Of ties the first, as LearnerPlayer does.
                "bandit.algorithm=" + policy + (policy.contains(":") ? "," : ":") + "ties=first",
                "bandit.seed=" + seed,
                "bandit.horizon=" + world.rounds(),
                "bandit.context=" + environment.dimension(),
                "bandit.max-arms=" + arms.length,
                "bandit.window=36500 d",
                "bandit.forget-after=36500 d",
                // Nothing is presumed: a decision teaches when its reward comes, as in the world.
                "bandit.default-reward=",
                "bandit.publish.every=0"));
  }

  /** One policy in one world, played through the bandit job. */
  public static SeedRun play(World world, String policy, long seed, LongConsumer progress) {
    try (StreamPlayer player = new StreamPlayer(world, policy, seed, world.environment(seed))) {
      SeedRun run = SeedRun.play(world, policy, seed, player, progress);
      Map<String, Long> counts = player.end();
      List<String> refusals = player.refusals();
      if (!refusals.isEmpty()) {
        throw SeedRun.cannotGoOn(
            world, policy, seed, new IllegalArgumentException(refusals.get(0)));
      }
      return run.withCounts(counts);
    }
  }

  public static String id(long round) {
    return POLICY + "/" + round;
  }

  @Override
  public Choice decide(long round, double[] context, double[][] features, double u) {
    List<ArmOption> options = new ArrayList<>(arms.length);
    for (int a = 0; a < arms.length; a++) {
      options.add(
          new ArmOption(arms[a], readsFeatures ? list(features[a]) : List.of(), true, Map.of()));
    }
    job.send(
        JsonWriter.write(
            DecisionRequest.newBuilder()
                .setId(id(round))
                .setTime(time(round))
                .setContext(list(context))
                .setArms(options)
                .build()));
    Decision decision = await();
    double[] propensities =
        decision.getPropensities().stream().mapToDouble(Double::doubleValue).toArray();
    int index = Arrays.asList(arms).indexOf(decision.getArm());
    double[] shown = features.length == 0 ? AssignedArm.NONE : features[index];
    return new Choice(
        index,
        new AssignedArm(
            decision.getArm(), context, shown, decision.getPropensity(), AssignedArm.NONE),
        propensities);
  }

  @Override
  public void learn(long round, AssignedArm taken, double reward) {
    job.send(
        JsonWriter.write(
            Reward.newBuilder()
                .setId("reward of " + round)
                .setTime(time(round))
                .setDecisionId(id(round))
                .setKind(RewardKind.FINAL)
                .setValue(reward)
                .setArm(taken.arm())
                .setPropensity(taken.propensity())
                .build()));
  }

  private Decision await() {
    byte[] line = job.answer();
    if (answers.decode(0, line, false, 0).decoded() instanceof Decoded.Good<?> good) {
      SpecificRecord record = (SpecificRecord) good.value();
      if (record instanceof Decision decision) {
        return decision;
      }
      throw new IllegalArgumentException(((DeadLetter) record).getMessage());
    }
    throw new UserError("the bandit job gave an answer that cannot be read");
  }

  /**
   * Ends the job, so that what waits is resolved.
   *
   * @return what the job has counted, by name
   */
  Map<String, Long> end() {
    return job.end();
  }

  /** Why the job refused records after its last decision was awaited. */
  private List<String> refusals() {
    List<String> refusals = new ArrayList<>();
    for (byte[] line : job.left()) {
      if (answers.decode(0, line, false, 0).decoded() instanceof Decoded.Good<?> good
          && good.value() instanceof DeadLetter refused) {
        refusals.add(refused.getMessage());
      }
    }
    return refusals;
  }

  @Override
  public void close() {
    job.close();
  }

  private static Instant time(long round) {
    return Instant.ofEpochMilli(START + round);
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
