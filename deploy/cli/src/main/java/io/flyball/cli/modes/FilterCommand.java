package io.flyball.cli.modes;

import io.flyball.cli.option.JsonOutput;
import io.flyball.core.modes.HmmFilter;
import io.flyball.core.modes.HmmLearner;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import io.flyball.tools.modes.Look;
import io.flyball.tools.modes.ModelFile;
import io.flyball.tools.modes.StateLog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code modes filter}: the hidden state of each entity. */
@Command(
    name = "filter",
    description = {
      "In which hidden state each entity is, by a hidden Markov model.",
      "",
      "Reads symbols of entities, in the state's column of the log, and prints each change of the"
          + " likeliest state: when, from which, after how long. --all prints every symbol with its"
          + " posterior. A symbol that the model does not name is skipped and counted; one that it"
          + " holds for impossible is counted and changes nothing.",
      "",
      "The model is a file of JSON or YAML with symbols, initial, transition and emission; states"
          + " names them; rates, jumps a day, in the place of transition for looks at irregular"
          + " times."
    },
    footer = {
      "",
      "Example:",
      "  ./flyball modes filter plays.csv --map entity=user,state=genre --model moods.json"
    })
public final class FilterCommand implements Callable<Integer> {
  private static final double DAY = Duration.ofDays(1).toMillis();

  @Spec private CommandSpec spec;

  @Mixin private StateLogOption source;

  @Option(names = "--model", paramLabel = "FILE", required = true, description = "The model.")
  private Path file;

  @Option(names = "--all", description = "Print every symbol, not the changes only.")
  private boolean all;

  @Option(
      names = "--learn",
      paramLabel = "FILE",
      description =
          "Fit transition and emission to the symbols by online expectation maximisation, and write"
              + " the model to this file; what is printed is by the model as given.")
  private Path learned;

  @Option(names = "--json", description = "One JSON object to a line.")
  private boolean json;

  @Override
  public Integer call() {
    ModelFile model = ModelFile.read(file);
    StateLog log = source.read();
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      out.printf(
          Locale.ROOT, "%-24s %-20s %-12s %-12s %12s%n", "TIME", "ENTITY", "LEFT", "IN", "AFTER");
    }
    HmmLearner learner = new HmmLearner(model.model());
    String entity = null;
    HmmFilter filter = new HmmFilter(model.model().states());
    double likelihood = 0;
    long symbols = 0;
    long impossible = 0;
    long unknown = 0;
    for (Look look : log.looks()) {
      if (!look.entity().equals(entity)) {
        likelihood += filter.logLikelihood();
        impossible += filter.impossible();
        filter = new HmmFilter(model.model().states());
        learner.begin();
        entity = look.entity();
      }
      int symbol = model.symbols().indexOf(look.state());
      if (symbol < 0) {
        unknown++;
        continue;
      }
      symbols++;
      HmmFilter.Step step = filter.update(model.model(), symbol, look.time(), DAY);
      learner.update(symbol);
      if (all || step.left().isPresent()) {
        print(out, model, look, step);
      }
    }
    out.flush();
    if (learned != null) {
      save(model, learner);
    }
    log.report().lines().forEach(this::say);
    say(
        String.format(
            Locale.ROOT,
            "%,d symbols, log-likelihood %.6f; %,d impossible, %,d unknown to the model",
            symbols,
            likelihood + filter.logLikelihood(),
            impossible + filter.impossible(),
            unknown));
    return ExitCode.OK;
  }

  private void save(ModelFile model, HmmLearner learner) {
    if (model.model().rates().isPresent()) {
      throw UserError.usage("--learn fits steps of equal length: give a model without rates");
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("states", model.states());
    map.put("symbols", model.symbols());
    map.put("initial", learner.model().initial());
    map.put("transition", learner.model().transition());
    map.put("emission", learner.model().emission());
    JsonOutput.save(learned, map);
  }

  private void print(PrintWriter out, ModelFile model, Look look, HmmFilter.Step step) {
    String in = model.states().get(step.mode());
    String left = step.left().map(dwell -> model.states().get(dwell.mode())).orElse(null);
    Long dwell = step.left().map(d -> d.end() - d.start()).orElse(null);
    if (json) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("time", Instant.ofEpochMilli(look.time()).toString());
      map.put("entity", look.entity());
      map.put("symbol", look.state());
      map.put("mode", in);
      map.put("posterior", step.posterior());
      map.put("entropy", step.entropy());
      map.put("surprise", step.surprise().orElse(null));
      map.put("left", left);
      map.put("dwellMs", dwell);
      JsonOutput.print(out, map);
    } else {
      out.printf(
          Locale.ROOT,
          "%-24s %-20s %-12s %-12s %12s%n",
          Instant.ofEpochMilli(look.time()),
          look.entity(),
          left == null ? "" : left,
          in,
          dwell == null
              ? ""
              : Duration.ofMillis(dwell).toString().substring(2).toLowerCase(Locale.ROOT));
    }
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
    spec.commandLine().getErr().flush();
  }
}
