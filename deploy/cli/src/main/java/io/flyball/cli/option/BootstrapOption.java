package io.flyball.cli.option;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import java.nio.file.Path;
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
    List<String> sets = bootstrap == null ? List.of() : List.of("kafka.bootstrap=" + bootstrap);
    try {
      return Broker.of(
          Settings.load(FlyballConfig.class, Optional.ofNullable(file), env, sets).kafka());
    } catch (ConfigException e) {
      throw UserError.usage(e.getMessage());
    }
  }
}
