package io.flyball.cli.bandit;

import io.flyball.cli.kafka.ControlCommand;
import io.flyball.cli.option.BootstrapOption;
import io.flyball.cli.option.UnusedOptions;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.ModelCodec;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.Shape;
import io.flyball.core.bandit.ope.LogRow;
import io.flyball.jobs.bandit.BanditDecoder;
import io.flyball.schemas.ControlUpdate;
import io.flyball.schemas.PolicySnapshot;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.bandit.DecisionLog;
import io.flyball.tools.bandit.PriorCounts;
import io.flyball.tools.kafka.Broker;
import io.flyball.tools.kafka.ControlTopic;
import io.flyball.tools.kafka.TopicWriter;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bandit warm-start}: a policy of a running job begins from what is known already. */
@Command(
    name = "warm-start",
    description = {
      "Give a policy of a running job what is known already: counts are added to what it has"
          + " learned, a model learned from a log takes the place of it.",
      "",
      "Counts are a YAML file with arm: rewards/observations to a line, or with lists alpha and"
          + " beta over arms 0, 1, …; FILE#NAME takes one of several. A log is what bandit evaluate"
          + " reads. A policy is born with its first request, which is still decided without counts"
          + " that came before it."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball bandit warm-start news --counts counts.yaml --bootstrap localhost:9092",
      "  ./flyball bandit warm-start news --counts samples/obd/prior_bts.yaml#men --json",
      "  ./flyball bandit warm-start news --log samples/obd/bts --algorithm beta-thompson"
    })
public final class WarmStartCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "POLICY", description = "The policy, as its decision ids begin.")
  private String policy;

  @ArgGroup(multiplicity = "1")
  private From from;

  /** What is known. */
  static final class From {
    @Option(
        names = "--counts",
        paramLabel = "FILE[#NAME]",
        description = "Counts, for a policy on counts.")
    private String counts;

    @Option(names = "--log", paramLabel = "LOG", description = "Decisions and their rewards.")
    private Path log;
  }

  @Option(
      names = "--algorithm",
      paramLabel = "NAME[:PARAMETER=VALUE,…]",
      defaultValue = "linucb",
      description = "What learns the log: the policy's own algorithm (default: ${DEFAULT-VALUE}).")
  private String algorithm;

  @Mixin private BootstrapOption bootstrap;

  @Option(
      names = "--json",
      description = "Publish nothing; print the record for pipe bandit, of version 1.")
  private boolean json;

  @Override
  public Integer call() {
    if (policy.isEmpty() || policy.contains("/")) {
      throw UserError.usage("POLICY is '" + policy + "': decision ids are POLICY/REST");
    }
    if (json) {
      UnusedOptions.refuse(
          spec, "without --json, which reaches no broker", "--bootstrap", "--config");
    }
    if (from.counts != null) {
      UnusedOptions.refuse(spec, "with --log; counts are added to what is learned", "--algorithm");
    }
    return from.counts == null ? model() : counts();
  }

  private int counts() {
    String target = "bandit/" + policy;
    Map<String, double[]> counts = PriorCounts.read(from.counts);
    if (json) {
      return done(
          ControlTopic.update(
              target, Optional.empty(), priors(target, counts, Optional.empty()), null),
          "");
    }
    ControlTopic topic = new ControlTopic(bootstrap.broker());
    Optional<ControlUpdate> before = Optional.ofNullable(topic.newest().get(target));
    ControlUpdate update =
        topic.publish(
            target, before, priors(target, counts, before), System.getProperty("user.name"));
    return done(
        update,
        String.format(
            Locale.ROOT,
            "policy %s begins with counts of %s (control version %d)",
            policy,
            arms(counts.size()),
            update.getVersion()));
  }

  /** Beside what the update before it set for good. */
  private static Map<String, String> priors(
      String target, Map<String, double[]> counts, Optional<ControlUpdate> before) {
    Map<String, String> parameters = ControlCommand.standing(target, before);
    counts.forEach(
        (arm, count) -> parameters.put("prior." + arm, number(count[1]) + "/" + number(count[0])));
    return parameters;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private int model() {
    DecisionLog log = DecisionLog.open(from.log, OptionalInt.empty());
    Learner learner = learned(log);
    long rows = (long) learner.model().shared()[Shape.LEARNED];
    PolicySnapshot snapshot =
        PolicySnapshot.newBuilder()
            .setPolicy(policy)
            .setVersion(1)
            .setTime(Instant.now())
            .setAlgorithm(algorithm)
            .setDecided(rows)
            .setLearned(rows)
            .setModel(ByteBuffer.wrap(ModelCodec.bytes(learner.model())))
            .build();
    if (!json) {
      Broker broker = bootstrap.broker();
      TopicWriter.send(broker, BanditDecoder.WARM_STARTS, policy, PolicySnapshot.class, snapshot);
    }
    return done(
        snapshot,
        String.format(
            Locale.ROOT,
            "policy %s begins with a model of %s, learned from %,d decisions",
            policy,
            arms(learner.model().arms().size()),
            rows));
  }

  private static String arms(int number) {
    return number == 1 ? "1 arm" : number + " arms";
  }

  private Learner learned(DecisionLog log) {
    long row = 0;
    try (Stream<LogRow> rows = log.rows()) {
      Learner learner =
          new Learner(
              PolicyName.parse(
                  algorithm, log.dimension(), 0, log.arms().size(), Integer.MAX_VALUE));
      for (Iterator<LogRow> all = rows.iterator(); all.hasNext(); row++) {
        learner.learn(all.next().decision());
      }
      if (row == 0) {
        throw new UserError("the log " + from.log + " holds no decision to learn from");
      }
      return learner;
    } catch (IllegalArgumentException e) {
      throw UserError.causedBy(
          String.format(
              Locale.ROOT, "--algorithm %s on decision %,d of %s", algorithm, row + 1, from.log),
          e);
    }
  }

  private int done(SpecificRecord record, String what) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? JsonWriter.write(record) : what);
    out.flush();
    return ExitCode.OK;
  }
}
