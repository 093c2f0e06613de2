package io.flyball.cli.kafka;

import io.flyball.cli.option.BootstrapOption;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.deployment.SteeredJobs;
import io.flyball.jobs.runtime.JobSteering;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.schemas.ControlUpdate;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.ControlTopic;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The control topic: what running jobs are told. */
@Command(
    name = "control",
    description = "Steer running jobs: show or publish control updates.",
    footer = {
      "",
      "Examples:",
      "  ./flyball control list --bootstrap localhost:9092",
      "  ./flyball control set bandit/news mode=frozen window=\"1 min\"",
      "  ./flyball control set bandit/news release=true --keep",
      "  ./flyball control set bias/left rate-low=200000 rate-high=400000"
    })
public final class ControlCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "control: list or set?");
  }

  @Command(name = "list", description = "The newest update of every target.")
  int list(
      @Mixin BootstrapOption bootstrap,
      @Option(names = "--json", description = "One ControlUpdate to a line.") boolean json) {
    PrintWriter out = spec.commandLine().getOut();
    new ControlTopic(bootstrap.broker()).newest().values().forEach(u -> print(out, u, json));
    out.flush();
    return ExitCode.OK;
  }

  @Command(
      name = "set",
      description = {
        "Publish an update for a target: feedback, reward, bandit, bias, loop, modes or gate, or one policy or"
            + " camera of them, such as bandit/news.",
        "",
        "It bears the next version and replaces the update before it as a whole: what it does not"
            + " name falls back to the configuration. A job that cannot apply it says so on alerts"
            + " (CONTROL_REJECTED) and changes nothing."
      })
  int set(
      @Parameters(paramLabel = "TARGET", description = "JOB or JOB/NAME.") String target,
      @Parameters(
              paramLabel = "KEY=VALUE",
              arity = "1..*",
              description = "What to set; docs/reference/*-job.md list the keys of each job.")
          Map<String, String> parameters,
      @Mixin BootstrapOption bootstrap,
      @Option(
              names = "--keep",
              description =
                  "Take over what the update before it set and this one does not, apart from what"
                      + " is done once (reset, release, remove-arms, prior.*).")
          boolean keep,
      @Option(
              names = "--author",
              paramLabel = "NAME",
              defaultValue = "${sys:user.name}",
              description = "Who wants it (default: ${DEFAULT-VALUE}).")
          String author,
      @Option(names = "--dry-run", description = "Publish nothing; show what would be.")
          boolean dryRun,
      @Option(names = "--json", description = "Print the ControlUpdate.") boolean json) {
    JobSteering job = job(target);
    ControlTopic topic = new ControlTopic(bootstrap.broker());
    Optional<ControlUpdate> before = Optional.ofNullable(topic.newest().get(target));
    Map<String, String> wanted = new TreeMap<>(parameters);
    Map<String, String> lost = standing(job, before);
    lost.keySet().removeAll(wanted.keySet());
    if (keep) {
      wanted.putAll(lost);
      lost.clear();
    }
    ControlUpdate update =
        dryRun
            ? ControlTopic.update(target, before, wanted, author)
            : topic.publish(target, before, wanted, author);
    if (!lost.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf(
          Locale.ROOT,
          "flyball: no longer set for %s: %s (--keep would have kept them)%n",
          target,
          String.join(", ", new TreeSet<>(lost.keySet())));
      err.flush();
    }
    PrintWriter out = spec.commandLine().getOut();
    print(out, update, json);
    out.flush();
    return ExitCode.OK;
  }

  /** What the update of a target set for good; what is done once would be done again. */
  public static Map<String, String> standing(String target, Optional<ControlUpdate> update) {
    return standing(job(target), update);
  }

  private static Map<String, String> standing(JobSteering job, Optional<ControlUpdate> update) {
    Map<String, String> standing =
        new TreeMap<>(update.map(ControlUpdate::getParameters).orElse(Map.of()));
    standing.keySet().removeIf(job::isOnce);
    return standing;
  }

  private static JobSteering job(String target) {
    // Which keys there are does not depend on how a job is configured.
    SteeredJobs jobs =
        SteeredJobs.of(Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of()));
    return jobs.of(target)
        .orElseThrow(
            () ->
                UserError.usage(
                    String.format(
                        Locale.ROOT,
                        "no job is steered by target '%s': it is one of %s",
                        target,
                        jobs.targets())));
  }

  private static void print(PrintWriter out, ControlUpdate update, boolean json) {
    if (json) {
      out.println(JsonWriter.write(update));
      return;
    }
    out.printf(
        Locale.ROOT,
        "%-20s version %d  %s  %s  %s%n",
        update.getTarget(),
        update.getVersion(),
        update.getTime(),
        update.getAuthor() == null ? "-" : update.getAuthor(),
        new TreeMap<>(update.getParameters())
            .entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" ")));
  }
}
