package io.flyball.core.control.functions;

/** How regions are used. The names are public: configurations name them. */
public enum RegionUse {
  OFF,
  /** Only events inside the windows leave the sensor. */
  ROI,
  /** Only events outside of them do. */
  RONI
}
