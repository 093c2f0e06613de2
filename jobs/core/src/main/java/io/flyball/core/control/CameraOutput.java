package io.flyball.core.control;

/** Where the decisions of a {@link CameraControl} go, in the order in which they are made. */
public interface CameraOutput {
  /** What arrived is taken in; its windows and commands follow. */
  void taken();

  /** What arrived had arrived before and is dropped. */
  void repeated();

  void window(CameraWindow window);

  void command(CameraCommand command);

  /** What a person should hear of the camera. */
  void finding(CameraFinding finding);
}
