package io.flyball.cli.option;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name a broker and say how it is reached. */
public final class BootstrapOption {
  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "Kafka broker (default: kafka.bootstrap, which is 127.0.0.1:9092).")
  private String bootstrap;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file whose kafka section holds TLS and SASL settings.")
  private Path file;

  /** The broker; the kafka section may also come from the environment. */
  public Broker broker() {
    return broker(System.getenv());
  }

  Broker broker(Map<String, String> env) {
    return Broker.of(config(env, List.of()).kafka());
  }

  /** The configuration, with pairs that override it. */
  public FlyballConfig config(Map<String, String> env, List<String> pairs) {
    List<String> sets = new ArrayList<>(pairs);
    if (bootstrap != null) {
      sets.add("kafka.bootstrap=" + bootstrap);
    }
    try {
      return Settings.load(FlyballConfig.class, Optional.ofNullable(file), env, sets);
    } catch (ConfigException e) {
      throw UserError.usage(e.getMessage());
    }
  }
}
