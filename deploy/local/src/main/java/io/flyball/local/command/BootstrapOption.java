package io.flyball.local.command;

import io.flyball.local.kafka.Broker;
import picocli.CommandLine.Option;

/** The option that names a broker. */
final class BootstrapOption {
  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9092",
      description = "Kafka broker (default: ${DEFAULT-VALUE}).")
  private String bootstrap;

  Broker broker() {
    return new Broker(bootstrap);
  }
}
