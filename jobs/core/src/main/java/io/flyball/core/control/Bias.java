package io.flyball.core.control;

/** The biases that a controller moves. The names are public: they stand in commands. */
public enum Bias {
  /** Refractory: how long a pixel is blind after an event. */
  REFRACTORY,
  /** Photoreceptor: the first stage's bandwidth. */
  PHOTORECEPTOR,
  /** Source follower: the second stage's bandwidth, usually the limiting one. */
  FOLLOWER,
  /** ON threshold. */
  ON,
  /** OFF threshold. */
  OFF
}
