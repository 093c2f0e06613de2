package io.flyball.core.control;

import io.flyball.core.camera.RateWindows.OpenWindow;
import io.flyball.core.camera.packet.PacketSequence;

/**
 * All that is remembered of one camera. Device times are µs of its own clock, arrivals epoch ms. A
 * plain mutable bean, so that it can be keyed state of a stream job.
 */
@SuppressWarnings("PublicField")
public final class CameraState {
  /** Name of the sensor profile; null as long as nothing has arrived. */
  public String sensor;

  /** Arrival of the first packet, which makes ids of windows and commands unique. */
  public long sinceMs;

  public PacketSequence sequence = new PacketSequence();

  /** Arrival of the newest packet, and the device time it reached. */
  public long arrivedMs;

  public long endUs;

  /** Whether windows were closed without a packet since then. */
  public boolean silent;

  public OpenWindow open = OpenWindow.NONE;

  /** The open window as it was before the camera was taken for silent. */
  public OpenWindow openBeforeSilence = OpenWindow.NONE;

  /** How the open window was cut. */
  public long windowUs;

  public boolean referenceWindows;

  /** Packets missing and repeated since the window before. */
  public long lost;

  public long repeated;

  /** Events that the sensor's rate controller has dropped since the window before. */
  public long dropped;

  /** For how many windows further drops are not told again. */
  public int droppedBefore;

  public ControlMode mode;
  public ControllerState controller;

  /** How many windows there were. */
  public long windows;

  /**
   * How often windows that silence had closed were measured again, and the device time before which
   * windows have such an earlier measurement; 0 and without meaning when none has.
   */
  public int revision;

  public long revisedUntilUs;

  /** Whether the camera was told every code. */
  public boolean told;
}
