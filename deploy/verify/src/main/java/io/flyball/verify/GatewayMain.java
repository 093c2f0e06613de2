package io.flyball.verify;

import io.flyball.gateway.Gateway;
import io.flyball.gateway.GatewaySettings;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A gateway's own process: {@code GatewayMain KEY=VALUE...}; it ends when its stdin does. */
public final class GatewayMain {
  private GatewayMain() {}

  public static void main(String[] args) throws IOException {
    FlyballConfig config =
        Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of(args));
    Gateway gateway = Gateway.start(GatewaySettings.of(config));
    System.in.transferTo(OutputStream.nullOutputStream());
    gateway.close();
  }
}
