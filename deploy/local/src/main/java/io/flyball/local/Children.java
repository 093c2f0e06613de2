package io.flyball.local;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a command started and must end: closed in reverse order, each exactly once, whether the
 * command ends by itself or the JVM is told to stop (Ctrl-C, SIGTERM).
 *
 * <p>Whoever comes second, the command or the shutdown hook, waits until the first has closed all.
 * A child that fails to close does not keep the others open.
 */
public final class Children implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Thread hook = new Thread(this::closeAll, "flyball-shutdown");
  private boolean closed;

  private Children() {}

  /** An empty set that the JVM's shutdown closes too. */
  public static Children untilShutdown() {
    Children children = new Children();
    Runtime.getRuntime().addShutdownHook(children.hook);
    return children;
  }

  /**
   * Takes charge of a child.
   *
   * @throws IllegalStateException when everything is closed already; the child is closed first, so
   *     that a Ctrl-C during the start leaves nothing behind
   */
  public synchronized <T extends AutoCloseable> T add(T child) {
    open.push(child);
    if (closed) {
      closeAll();
      throw new IllegalStateException("stopping: nothing more is started");
    }
    return child;
  }

  @Override
  public void close() {
    RuntimeException failure = closeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is stopping: the hook runs, or has run, and finds nothing open.
      return;
    }
    if (failure != null) {
      throw failure;
    }
  }

  private synchronized RuntimeException closeAll() {
    closed = true;
    RuntimeException failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IllegalStateException("could not close everything", e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    return failure;
  }
}
