package io.flyball.connectors.camera;

/** A decoder that passes over records beside the events it is asked for. */
interface Streams {
  /** Records that are no change events, or events of another camera, passed over so far. */
  long others();
}
