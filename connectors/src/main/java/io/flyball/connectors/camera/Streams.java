package io.flyball.connectors.camera;

/** A decoder that passes over records beside the events it is asked for. */
interface Streams {
  /** Records that are no change events, or events of another camera, passed over so far. */
  long others();

  /** The name of the stream that gives the events, where streams have names and it is known. */
  default String chosen() {
    return "";
  }

  /** Why a file that was read to its end has no such stream, or null when it has. */
  default String missing() {
    return null;
  }
}
