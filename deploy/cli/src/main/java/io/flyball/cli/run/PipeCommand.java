package io.flyball.cli.run;

import io.flyball.cli.setup.ConfigCommand;
import io.flyball.connectors.vw.VwLines;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.UnknownFieldCounts;
import io.flyball.local.pipe.BanditPipe;
import io.flyball.local.pipe.BiasPipe;
import io.flyball.local.pipe.DataloopPipe;
import io.flyball.local.pipe.FeedbackPipe;
import io.flyball.local.pipe.GatePipe;
import io.flyball.local.pipe.LoopPipe;
import io.flyball.local.pipe.ModesPipe;
import io.flyball.local.pipe.Pipe;
import io.flyball.local.pipe.RewardPipe;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A job as a Unix filter. */
@Command(name = "pipe", description = "Run one job as a filter: JSON lines in, JSON lines out.")
public final class PipeCommand implements Runnable {
  /** In a pipe there is one input in one order, so an answer need not wait for event time. */
  private static final List<String> FEEDBACK = List.of("feedback.order=arrival");

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "pipe needs the name of a job: feedback, reward, bandit, loop, bias, modes, dataloop or gate");
  }

  @Command(
      description = {
        "Attribute feedback: exposures and signals in; attributed rows, alerts and dead letters"
            + " out.",
        "",
        "Each line is a JSON object with a type: Exposure, FeedbackSignal or ControlUpdate. Times"
            + " are epoch milliseconds or ISO-8601. A line may carry ingestTime, the time at which"
            + " it arrived; without it the clock says. The end of the input ends event time: every"
            + " open window closes, and the command exits 0. Signals are answered as they come"
            + " (feedback.order=arrival) unless the configuration says otherwise."
      },
      footer = {
        "",
        "Example:",
        "  printf '%%s\\n' \\",
        "    '{\"type\":\"Exposure\",\"id\":\"e1\",\"time\":1700000000000,\"user\":\"ada\",\"item\":\"film\"}'"
            + " \\",
        "    '{\"type\":\"FeedbackSignal\",\"id\":\"s1\",\"time\":1700000001000,\"user\":\"ada\",\"kind\":\"CLICK\",\"exposureId\":\"e1\"}'"
            + " \\",
        "    | ./flyball pipe feedback"
      })
  int feedback(@Mixin ConfigCommand.Options options) {
    return run(
        options,
        FEEDBACK,
        config -> config.feedback().records().maxRecordBytes(),
        (pipe, config) -> FeedbackPipe.build(pipe, config.feedback()));
  }

  @Command(
      description = {
        "Watch the loop: what was shown and what came of it in; metrics, alerts, stage feedback and"
            + " dead letters out.",
        "",
        "Each line is a JSON object with a type: Exposure, AttributedFeedback, Decision,"
            + " EpisodeTurn, Span or ControlUpdate. Windows are reported when event time has passed"
            + " them by loop.out-of-orderness; the end of the input ends event time."
            + " docs/reference/loop-job.md explains the metrics."
      },
      footer = {
        "",
        "Example:",
        "  printf '%%s\\n' \\",
        "    '{\"type\":\"Exposure\",\"id\":\"e1\",\"time\":1700000000000,\"user\":\"ada\",\"item\":\"film\"}'"
            + " \\",
        "    '{\"type\":\"Exposure\",\"id\":\"e2\",\"time\":1700000001000,\"user\":\"bob\",\"item\":\"book\"}'"
            + " \\",
        "    | ./flyball pipe loop --set loop.scopes=all | grep GINI_OVER_N"
      })
  int loop(@Mixin ConfigCommand.Options options) {
    return run(
        options,
        List.of(),
        config -> config.loop().records().maxRecordBytes(),
        (pipe, config) -> LoopPipe.build(pipe, config.loop()));
  }

  @Command(
      description = {
        "Make rewards: attributed feedback and group members in; rewards, alerts and dead letters"
            + " out.",
        "",
        "Each line is a JSON object with a type: AttributedFeedback, GroupMember or ControlUpdate;"
            + " what pipe feedback writes beside its rows is passed over as dead letters."
            + " Corrections name the reward that they replace. The end of the input ends event"
            + " time: every open group closes, and the command exits 0."
      },
      footer = {
        "",
        "Example:",
        "  ./flyball pipe feedback < events.jsonl | grep AttributedFeedback \\",
        "    | ./flyball pipe reward --set reward.shadow.next.rating=1"
      })
  int reward(@Mixin ConfigCommand.Options options) {
    return run(
        options,
        List.of(),
        config -> config.reward().records().maxRecordBytes(),
        (pipe, config) -> RewardPipe.build(pipe, config.reward()));
  }

  @Command(
      description = {
        "Decide and learn: requests and rewards in; decisions, outcomes, snapshots, evaluations,"
            + " alerts and dead letters out, each as soon as it is known.",
        "",
        "Each line is a JSON object with a type: DecisionRequest, Reward, PolicySnapshot (a model"
            + " to begin from) or ControlUpdate. An id is POLICY/REST. Without a time a record"
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
  int bandit(
      @Option(
              names = "--format",
              paramLabel = "FORMAT",
              defaultValue = "json",
              description =
                  "json: the records above; dsjson: decisions as Personalizer logs them; vw: text"
                      + " examples of Vowpal Wabbit (default: json).")
          String format,
      @Option(
              names = "--policy",
              paramLabel = "NAME",
              defaultValue = "vw",
              description = "Policy that learns a log of dsjson or vw (default: vw).")
          String policy,
      @Option(
              names = "--actions",
              paramLabel = "K",
              defaultValue = "0",
              description =
                  "Of vw lines like 'a:cost:p | x', without a line for each action: how many"
                      + " actions there are.")
          int actions,
      @Mixin ConfigCommand.Options options) {
    if (!List.of("json", "dsjson", "vw").contains(format)) {
      throw UserError.usage("--format is '" + format + "'; allowed are json, dsjson and vw");
    }
    if (actions < 0) {
      throw UserError.usage("--actions is " + actions + "; allowed is 0 or more");
    }
    if (actions > 0 && !format.equals("vw")) {
      throw UserError.usage("--actions is for --format vw");
    }
    return run(
        options,
        List.of(),
        config -> config.bandit().records().maxRecordBytes(),
        (pipe, config) -> {
          if (format.equals("json")) {
            BanditPipe.build(pipe, config.bandit());
          } else {
            VwLines.Format of = VwLines.Format.valueOf(format.toUpperCase(Locale.ROOT));
            BanditPipe.build(
                new Pipe(pipe.env(), ended(pipe), pipe.out(), pipe.limit()),
                config.bandit(),
                new VwLines(of, policy, actions));
          }
        });
  }

  /** An empty line ends the last example. */
  private static SerializableSupplier<InputStream> ended(Pipe pipe) {
    SerializableSupplier<InputStream> in = pipe.in();
    return () ->
        new SequenceInputStream(
            in.get(), new ByteArrayInputStream("\n\n".getBytes(StandardCharsets.UTF_8)));
  }

  @Command(
      description = {
        "Control cameras: packets or rates in; windows, commands, alerts and dead letters out.",
        "",
        "Each line is a JSON object with a type: EventPacket (events in base64), RateWindow or"
            + " ControlUpdate. A line may carry ingestTime, the time at which it arrived; without"
            + " it the clock says, and a camera that falls silent is noticed. An unfinished window"
            + " at the end of the input is not reported. The keys of bias.control say how cameras"
            + " are controlled."
      },
      footer = {
        "",
        "Examples:",
        "  ./flyball camera replay recording.raw --json | ./flyball pipe bias",
        "  printf '%%s\\n' \\",
        "    '{\"type\":\"RateWindow\",\"camera\":\"c1\",\"sensor\":\"davis346\",\"startUs\":0,\"endUs\":300000,\"rate\":1000000}'"
            + " \\",
        "    | ./flyball pipe bias --set bias.control.mode=FAST_AND_SLOW"
      })
  int bias(@Mixin ConfigCommand.Options options) {
    return run(
        options,
        List.of(),
        config -> config.bias().maxRecordBytes(),
        (pipe, config) -> BiasPipe.build(pipe, config.bias()));
  }

  @Command(
      description = {
        "Follow modes: observations in; modes of entities, rates of segments, diversity, alerts and"
            + " dead letters out.",
        "",
        "Each line is a JSON object with a type: ModeObservation, AttributedFeedback, Decision,"
            + " DecisionOutcome, RateWindow or ControlUpdate. An observation has one of state,"
            + " symbol, value, outcome and pair. Observations are taken in the order of their times;"
            + " one that is later than modes.out-of-orderness is a dead letter. The end of the input"
            + " ends event time: every open window closes, and the command exits 0."
            + " docs/reference/modes-job.md explains what comes out."
      },
      footer = {
        "",
        "Example:",
        "  printf '%%s\\n' \\",
        "    '{\"type\":\"ModeObservation\",\"id\":\"o1\",\"time\":1700000000000,\"entity\":\"ada\",\"state\":0}'"
            + " \\",
        "    '{\"type\":\"ModeObservation\",\"id\":\"o2\",\"time\":1700000060000,\"entity\":\"ada\",\"state\":2}'"
            + " \\",
        "    | ./flyball pipe modes"
      })
  int modes(@Mixin ConfigCommand.Options options) {
    return run(
        options,
        List.of(),
        config -> config.modes().records().maxRecordBytes(),
        (pipe, config) -> ModesPipe.build(pipe, config.modes()));
  }

  @Command(
      description = {
        "Close the data loop: probes, votes, search steps and transitions in; samples, rates, states"
            + " of searches, plans of tasks, alerts and dead letters out.",
        "",
        "Each line is a JSON object with a type: DataProbe, DataVote, SearchStep or TaskTransition."
            + " Records are taken in the order of their times; one that is later than"
            + " dataloop.out-of-orderness is a dead letter. The end of the input ends event time:"
            + " samples that wait for votes are decided, and the command exits 0."
            + " docs/reference/dataloop-job.md explains what comes out."
      },
      footer = {
        "",
        "Example:",
        "  printf '%%s\\n' \\",
        "    '{\"type\":\"DataProbe\",\"id\":\"p1\",\"time\":1700000000000,\"sample\":\"s1\",\"label\":[\"a()\"],\"answer\":[\"b()\"]}'"
            + " \\",
        "    '{\"type\":\"DataVote\",\"id\":\"v1\",\"time\":1700000060000,\"sample\":\"s1\",\"judge\":\"j1\",\"opinion\":\"RESPONSE1_INCORRECT\"}'"
            + " \\",
        "    | ./flyball pipe dataloop --set dataloop.samples.judges=1"
      })
  int dataloop(@Mixin ConfigCommand.Options options) {
    return run(
        options,
        List.of(),
        config -> config.dataloop().records().maxRecordBytes(),
        (pipe, config) -> DataloopPipe.build(pipe, config.dataloop()));
  }

  @Command(
      description = {
        "Follow gate: proposals and critiques in; verdicts, failures, next steps, alerts and dead"
            + " letters out.",
        "",
        "Each line is a JSON object with a type: GateProposal, GateCritique, GateOutcome, GateEvent"
            + " or ControlUpdate. Records are taken in the order of their times. The end of the"
            + " input ends event time: every deadline passes, and the command exits 0."
            + " docs/reference/gate-job.md explains what comes out."
      },
      footer = {
        "",
        "Example:",
        "  printf '%%s\\n' \\",
        "    '{\"type\":\"GateProposal\",\"actionId\":\"a1\",\"time\":1700000000000,\"risk\":\"reversible\"}'"
            + " \\",
        "    | ./flyball pipe gate"
      })
  int gate(@Mixin ConfigCommand.Options options) {
    return run(
        options,
        List.of(),
        config -> config.gate().records().maxRecordBytes(),
        (pipe, config) -> GatePipe.build(pipe, config.gate()));
  }

  /**
   * Runs one job between stdin and stdout until the input ends.
   *
   * @param defaults what this job's configuration is in a pipe, unless the user says otherwise
   * @param limit the longest line
   */
  private static int run(
      ConfigCommand.Options options,
      List<String> defaults,
      ToIntFunction<FlyballConfig> limit,
      BiConsumer<Pipe, FlyballConfig> job) {
    List<String> all = new ArrayList<>(List.of("flink.parallelism=1"));
    all.addAll(defaults);
    FlyballConfig config = options.load(FlyballConfig.class, System.getenv(), all, List.of());
    StreamExecutionEnvironment env = Pipe.environment(config);
    job.accept(new Pipe(env, () -> System.in, () -> System.out, limit.applyAsInt(config)), config);
    try {
      tellUnknownFields(env.execute("pipe").getAllAccumulatorResults());
    } catch (Exception e) {
      throw UserError.causedBy("the pipe broke", e);
    }
    return ExitCode.OK;
  }

  private static void tellUnknownFields(Map<String, Object> accumulators) {
    accumulators.forEach(
        (name, value) -> {
          if (name.startsWith(UnknownFieldCounts.accumulator(""))
              && value instanceof Map<?, ?> fields
              && !fields.isEmpty()) {
            System.err.println("JSON fields that no schema names, which were ignored:");
            fields.forEach(
                (field, count) ->
                    System.err.printf(
                        Locale.ROOT, "  %9d %s%n", ((Number) count).longValue(), field));
          }
        });
  }
}
