package io.flyball.local;

import io.flyball.tools.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on loopback. */
public final class Ports {
  private static final int ATTEMPTS = 100;
  private static final int LASTING_FROM = 15_000;
  private static final int LASTING_TO = 32_000;

  private Ports() {}

  /**
   * The wanted port, or any free one.
   *
   * @throws UserError when the wanted one is taken
   */
  public static int freeOr(Integer wanted) {
    return wanted == null ? free() : requireFree(wanted);
  }

  /** Any free one. */
  public static int free() {
    return requireFree(0);
  }

  /**
   * A free one for a server that is to come back on the same port after it was killed: none of
   * those that an operating system hands to whoever asks meanwhile.
   */
  public static int lasting() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LASTING_FROM, LASTING_TO);
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (IOException e) {
        // Another one, then.
      }
    }
    return free();
  }

  private static int requireFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IllegalArgumentException e) {
      throw UserError.usage(String.format(Locale.ROOT, "port %d: allowed are 1 to 65535", port));
    } catch (IOException e) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "port %d of 127.0.0.1 is taken: stop what listens there, give another, or none for a"
                  + " free one",
              port),
          e);
    }
  }
}
