package io.flyball.cli.reward;

import io.flyball.cli.option.JsonOutput;
import io.flyball.cli.setup.ConfigCommand;
import io.flyball.core.record.ControlUpdate;
import io.flyball.core.reward.RewardControl;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.reward.RewardConfig;
import io.flyball.jobs.reward.RewardTopology;
import io.flyball.jobs.runtime.ControlDecoder;
import io.flyball.jobs.runtime.RecordMapping;
import io.flyball.schemas.Reward;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import io.flyball.tools.kafka.TopicLog;
import io.flyball.tools.reward.Explanation;
import io.flyball.tools.reward.RewardFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reward explain}: what one reward is made of. */
@Command(
    name = "explain",
    description = {
      "Show what the reward of a decision is made of: components, weights,",
      "shaping and the versions that made it, revision by revision.",
      "",
      "value = sum of weight x component + sum of adjustments. Weights of version 0 are those of"
          + " the configuration (--config, --set); others are taken from the control updates in"
          + " the log, or on the control topic as far as it still holds them."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball pipe reward < attributed.jsonl > rewards.jsonl",
      "  ./flyball reward explain --decision shop/1 --log rewards.jsonl",
      "  ./flyball reward explain --decision shop/1 --bootstrap localhost:9092 --json"
    })
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--decision",
      required = true,
      paramLabel = "ID",
      description = "The decision, or exposure:ID where there was none.")
  private String decision;

  @ArgGroup(multiplicity = "1")
  private Where where;

  @Mixin private ConfigCommand.Options options;

  @Option(names = "--json", description = "Write one JSON object.")
  private boolean json;

  /** Where the rewards are. */
  static final class Where {
    @Option(
        names = "--log",
        paramLabel = "FILE",
        description = "JSON lines or Avro file of Reward records.")
    private Path log;

    @Option(
        names = "--bootstrap",
        paramLabel = "HOST:PORT",
        description = "Kafka broker whose rewards topic is read.")
    private String bootstrap;
  }

  private final List<Reward> found = new ArrayList<>();
  private final Map<Long, ControlUpdate> updates = new HashMap<>();
  private long rewards;

  @Override
  public Integer call() {
    FlyballConfig all = options.load(FlyballConfig.class, System.getenv());
    RewardConfig config = all.reward();
    if (where.log != null) {
      warn(RewardFile.read(where.log, this::take), where.log.toString());
    } else {
      Broker broker =
          new Broker(where.bootstrap, all.kafka().clientProperties(), all.kafka().registry());
      warn(
          TopicLog.read(broker, config.rewardsTopic(), Reward.class, this::take),
          config.rewardsTopic());
      TopicLog.read(
          broker, ControlDecoder.TOPIC, io.flyball.schemas.ControlUpdate.class, this::take);
    }
    if (found.isEmpty()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "no reward of decision %s among the %,d rewards read",
              decision,
              rewards));
    }
    found.sort(Comparator.comparing(Reward::getRevision).thenComparing(Reward::getId));
    print(config.control());
    return ExitCode.OK;
  }

  private void take(SpecificRecord record) {
    if (record instanceof Reward reward) {
      rewards++;
      if (reward.getDecisionId().equals(decision) && reward.getValue() != null) {
        found.add(reward);
      }
    } else if (record instanceof io.flyball.schemas.ControlUpdate update
        && (update.getTarget().equals(RewardTopology.JOB)
            || update.getTarget().equals(RewardTopology.JOB + "/" + policy()))) {
      // The policy's own update wins over that of all, as in the job.
      if (!update.getTarget().equals(RewardTopology.JOB)
          || !updates.containsKey(update.getVersion())) {
        updates.put(update.getVersion(), RecordMapping.fromAvro(update));
      }
    }
  }

  private String policy() {
    return io.flyball.core.reward.Reward.policy(decision);
  }

  private void print(RewardControl control) {
    List<Explanation> revisions =
        found.stream().map(reward -> Explanation.of(reward, control, updates)).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("decisionId", decision);
      report.put("policy", policy());
      report.put("revisions", revisions.stream().map(Explanation::asMap).toList());
      JsonOutput.print(out, report);
    } else {
      out.printf(
          Locale.ROOT,
          "%s: %s, %d revision%s%n",
          decision,
          policy().isEmpty() ? "no policy learns it" : "policy " + policy(),
          revisions.size(),
          revisions.size() == 1 ? "" : "s");
      revisions.forEach(revision -> out.print(revision.asText()));
    }
    out.flush();
  }

  private void warn(long passedOver, String source) {
    if (passedOver > 0) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf(
          Locale.ROOT,
          "flyball: passed over %,d records of %s that cannot be read%n",
          passedOver,
          source);
      err.flush();
    }
  }
}
