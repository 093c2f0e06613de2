package io.flyball.gateway.live;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What happened in one second of event time under one key.
 *
 * @param <T> the record
 */
interface Second<T> {
  /** Counts a record. */
  void add(T record);

  /** Writes the fields of the point, beside those that every point has. */
  void write(ObjectNode point);

  /**
   * Which second a record belongs to.
   *
   * @param <T> the record
   */
  interface Kind<T> {
    /** Policy or camera; empty where there is one key alone. */
    String key(T record);

    /** Event time, epoch ms; at most 0 where the record has none. */
    long time(T record);

    /** The name of the key in points; null where there is one key alone. */
    String keyName();

    /** A second without records. */
    Second<T> second();
  }
}
