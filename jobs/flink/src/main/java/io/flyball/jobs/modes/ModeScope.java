package io.flyball.jobs.modes;

/** Whose modes are counted together. */
public enum ModeScope {
  ENTITY,
  POLICY,
  SEGMENT
}
