package io.flyball.cli.pipe;

import io.flyball.connectors.vw.VwLines;
import io.flyball.jobs.bandit.BanditConfig;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.local.pipe.BanditPipe;
import io.flyball.local.pipe.Pipe;
import io.flyball.tools.UserError;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.flink.util.function.SerializableSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pipe bandit}. */
@Command(
    name = "bandit",
    description = {
      "Decide and learn: requests and rewards in; decisions, outcomes, snapshots, evaluations,"
          + " alerts and dead letters out, each as soon as it is known.",
      "",
      "Each line is a JSON object with a type: DecisionRequest, Reward, BanditObservations (the"
          + " rewards of all arms), PolicySnapshot (a model to begin from) or ControlUpdate. An"
          + " id is POLICY/REST. Without a time a record"
          + " happened when it was read. A Reward that comes back as a line came too late. The"
          + " end of the input ends event time: what waits is resolved, and the command exits 0."
          + " Logs of Vowpal Wabbit are read with --format: each line, or example, is a decision"
          + " that was taken elsewhere, and its reward (minus its cost)."
    },
    footer = {
      "",
      "Example:",
      "  printf '%%s\\n' \\",
      "    '{\"type\":\"DecisionRequest\",\"id\":\"news/1\",\"arms\":[{\"id\":\"a\"},{\"id\":\"b\"}]}'"
          + " \\",
      "    '{\"type\":\"Reward\",\"decisionId\":\"news/1\",\"kind\":\"FINAL\",\"value\":1}' \\",
      "    | ./flyball pipe bandit --set bandit.algorithm=kl-ucb"
    })
public final class PipeBanditCommand extends PipeJob<BanditConfig> {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "json",
      description =
          "json: the records above; dsjson: decisions as Personalizer logs them; vw: text"
              + " examples of Vowpal Wabbit (default: json).")
  private String format;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = "vw",
      description = "Policy that learns a log of dsjson or vw (default: vw).")
  private String policy;

  @Option(
      names = "--actions",
      paramLabel = "K",
      defaultValue = "0",
      description =
          "Of vw lines like 'a:cost:p | x', without a line for each action: how many"
              + " actions there are.")
  private int actions;

  public PipeBanditCommand() {
    super(FlyballConfig::bandit, config -> config.records().maxRecordBytes());
  }

  @Override
  public Integer call() {
    if (!List.of("json", "dsjson", "vw").contains(format)) {
      throw UserError.usage("--format is '" + format + "'; allowed are json, dsjson and vw");
    }
    if (actions < 0) {
      throw UserError.usage("--actions is " + actions + "; allowed is 0 or more");
    }
    if (actions > 0 && !format.equals("vw")) {
      throw UserError.usage("--actions is for --format vw");
    }
    return super.call();
  }

  @Override
  void build(Pipe pipe, BanditConfig config) {
    if (format.equals("json")) {
      BanditPipe.build(pipe, config);
    } else {
      VwLines.Format of = VwLines.Format.valueOf(format.toUpperCase(Locale.ROOT));
      BanditPipe.build(
          new Pipe(pipe.env(), ended(pipe), pipe.out(), pipe.limit()),
          config,
          new VwLines(of, policy, actions));
    }
  }

  /** An empty line ends the last example. */
  private static SerializableSupplier<InputStream> ended(Pipe pipe) {
    SerializableSupplier<InputStream> in = pipe.in();
    return () ->
        new SequenceInputStream(
            in.get(), new ByteArrayInputStream("\n\n".getBytes(StandardCharsets.UTF_8)));
  }
}
