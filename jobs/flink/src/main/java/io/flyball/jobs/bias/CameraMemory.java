package io.flyball.jobs.bias;

import io.flyball.core.control.CameraState;

/** What the job remembers of a camera beside what its control does. A mutable bean: keyed state. */
@SuppressWarnings("PublicField")
public final class CameraMemory {
  public CameraState camera = new CameraState();

  /** This machine's clock when the newest packet was processed, epoch ms. */
  public long seenMs;

  /** Timers that are set; 0 for none. */
  public long eventTimer;

  public long clockTimer;

  /**
   * One more than the checkpoint after whose restore the codes were last sent again; 0 for none.
   */
  public long restoredFrom;

  /**
   * The control version that did not fit this camera's sensor, 0 the configuration; −1 for none.
   */
  public long rejectedVersion = -1;

  /** Whether something is remembered of the functions of its sensor. */
  public boolean functions;
}
