package io.flyball.connectors.camera;

/** A decoder of a file format that carries events in one of several encodings. */
interface Encoded {
  /** The encoding as far as the bytes seen so far say, or the empty string. */
  String encoding();
}
