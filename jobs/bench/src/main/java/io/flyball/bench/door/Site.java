package io.flyball.bench.door;

/**
 * What is measured, each in a process of its own.
 *
 * @param bootstrap the broker, with every topic of the catalogue
 * @param gateway the gateway, with that broker and a stale-after of an hour
 * @param floor {@link PassThrough} to {@code feedback.exposures} of that broker
 * @param stopBroker ends the broker for good
 */
public record Site(String bootstrap, Server gateway, Server floor, Runnable stopBroker) {

  /** An HTTP server on 127.0.0.1. */
  public record Server(int port, long pid) {}
}
