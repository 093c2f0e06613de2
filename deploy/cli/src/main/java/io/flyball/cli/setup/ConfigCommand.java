package io.flyball.cli.setup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.jobs.runtime.config.SettingsYaml;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the effective configuration with the meaning of every key, or checks it. */
@Command(
    name = "config",
    description = "Show every key with its meaning, or check a configuration.")
public final class ConfigCommand implements Runnable {

  /** Where the configuration comes from. */
  public static final class Options {

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file.")
    private Path file;

    @Option(
        names = "--set",
        paramLabel = "KEY=VALUE",
        description = "One key, such as feedback.out-of-orderness=5 min. May be repeated.")
    private List<String> sets = new ArrayList<>();

    /** The same, with a file to read where none was named; null for none. */
    public Options or(Path otherwise) {
      Options options = new Options();
      options.file = file == null ? otherwise : file;
      options.sets = sets;
      return options;
    }

    /** Whether a file was named. */
    public boolean hasFile() {
      return file != null;
    }

    /**
     * Loads the configuration.
     *
     * @throws ConfigException naming every fault
     */
    public <R> R load(Class<R> root, Map<String, String> env) {
      return load(root, env, List.of(), List.of());
    }

    /**
     * The same for a command with defaults of its own, and with keys that it alone decides.
     *
     * @param defaults pairs that the user overrides
     * @param fixed pairs that override the user
     */
    public <R> R load(
        Class<R> root, Map<String, String> env, List<String> defaults, List<String> fixed) {
      List<String> all = new ArrayList<>(sets);
      all.addAll(fixed);
      return Settings.load(root, defaults, Optional.ofNullable(file), env, all);
    }
  }

  private static final String JSON = "Write one JSON object.";

  private final Class<? extends Record> root;
  private final Map<String, String> env;

  @Spec private CommandSpec spec;

  /**
   * Makes the command.
   *
   * @param root the record that holds every section
   * @param env the environment variables
   */
  public ConfigCommand(Class<? extends Record> root, Map<String, String> env) {
    this.root = root;
    this.env = Map.copyOf(env);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "config needs one of: show, check");
  }

  @Command(description = "Print every key with its meaning as YAML that can be saved and used.")
  int show(@Mixin Options options, @Option(names = "--json", description = JSON) boolean json)
      throws IOException {
    Record config;
    try {
      config = options.load(root, env);
    } catch (ConfigException e) {
      return refuse(e, json);
    }
    if (json) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("values", Settings.values(config));
      report.put("keys", Settings.describe(root));
      printJson(report);
    } else {
      out().print(SettingsYaml.write(config));
      out().flush();
    }
    return CommandLine.ExitCode.OK;
  }

  @Command(description = "Print \"ok\", or every fault on a line of its own.")
  int check(@Mixin Options options, @Option(names = "--json", description = JSON) boolean json)
      throws IOException {
    try {
      options.load(root, env);
    } catch (ConfigException e) {
      return refuse(e, json);
    }
    if (json) {
      printJson(Map.of("ok", true));
    } else {
      out().println("ok");
    }
    return CommandLine.ExitCode.OK;
  }

  private int refuse(ConfigException refusal, boolean json) throws IOException {
    if (json) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("ok", false);
      report.put("faults", refusal.faults());
      printJson(report);
    } else {
      spec.commandLine().getErr().println(refusal.getMessage());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private void printJson(Object report) throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    out().println(mapper.writeValueAsString(report));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
