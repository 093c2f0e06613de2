package io.flyball.cli.gateway;

import io.flyball.cli.setup.ConfigCommand;
import io.flyball.gateway.Gateway;
import io.flyball.gateway.GatewaySettings;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.tools.ExitCode;
import io.flyball.tools.UserError;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** HTTP in front of Kafka, until it is told to end. */
@Command(
    name = "gateway",
    description = {
      "Take records by HTTP and write them to Kafka.",
      "",
      "Answers a request when all in-sync replicas have its records. Runs until Ctrl-C or SIGTERM;"
          + " then it is not ready at once, serves on for gateway.drain, and waits up to"
          + " gateway.flush for what runs."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball gateway",
      "  ./flyball gateway --config flyball.yaml --set gateway.port=8080"
    })
public final class GatewayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigCommand.Options options;

  @Override
  public Integer call() {
    FlyballConfig config = options.load(FlyballConfig.class, System.getenv());
    PrintWriter err = spec.commandLine().getErr();
    Gateway gateway = start(config);
    err.println(
        "flyball: gateway at " + gateway.url() + ", described at " + gateway.url() + "/docs");
    gateway.obstacle().ifPresent(why -> err.println("flyball: not ready yet: " + why));
    err.flush();
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  gateway.close();
                  ended.countDown();
                },
                "gateway-end"));
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      gateway.close();
    }
    return ExitCode.OK;
  }

  /**
   * Starts a gateway.
   *
   * @throws UserError when its settings cannot be used or its address is taken
   */
  public static Gateway start(FlyballConfig config) {
    try {
      return Gateway.start(GatewaySettings.of(config));
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
  }
}
