package io.flyball.connectors.camera;

import java.util.List;

/** A decoder that finds out or assumes how a file is laid out. */
interface Noted {
  /** What was found or assumed, for a person. */
  List<String> notes();
}
