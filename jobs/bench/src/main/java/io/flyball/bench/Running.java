package io.flyball.bench;

/** A job at work in this JVM. */
interface Running extends AutoCloseable {
  /** Input records that it is done with. */
  long processed();

  @Override
  void close();
}
