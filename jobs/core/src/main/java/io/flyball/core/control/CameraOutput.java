package io.flyball.core.control;

import io.flyball.core.places.CameraPlace;

/** Where the decisions of a {@link CameraControl} go, in the order in which they are made. */
public interface CameraOutput {
  /** What arrived is taken in; its windows and commands follow. */
  void taken();

  /** What arrived had arrived before and is dropped. */
  void repeated();

  void window(CameraWindow window);

  void command(CameraCommand command);

  /** A frame of the camera was matched with a place. */
  void placed(CameraPlace place);

  /** A frame was not. */
  void unplaced();

  /** What a person should hear of the camera. */
  void finding(CameraFinding finding);
}
