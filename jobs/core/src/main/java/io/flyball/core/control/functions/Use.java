package io.flyball.core.control.functions;

/** How a function of a sensor is used. The names are public: configurations name them. */
public enum Use {
  /** Never; a sensor that was told to use it is told to stop. */
  OFF,
  /** Always, with the configured values. */
  ON,
  /** When the stream shows that it is needed. */
  AUTO
}
