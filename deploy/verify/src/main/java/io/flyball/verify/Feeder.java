package io.flyball.verify;

/** Writes a load in its order, whatever happens to what it writes to. */
interface Feeder extends AutoCloseable {
  /**
   * Feeds on until so many records are fed in all; may return before.
   *
   * @throws IllegalStateException when a record cannot be fed
   */
  void feedUntil(long total);

  /** How many records are fed. */
  long fed();

  /** Returns once the broker has all that was to be fed. */
  void flush();

  @Override
  void close();
}
