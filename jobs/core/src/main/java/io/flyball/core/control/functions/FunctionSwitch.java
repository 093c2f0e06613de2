package io.flyball.core.control.functions;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Switches a function on after some windows in a row that show it is needed.
 *
 * <p>Most functions hide what they were switched on for. After the holding time the function is
 * therefore switched off, to look again; what comes back within a holding time doubles the time
 * held, up to {@value #MOST_DOUBLED} times.
 */
final class FunctionSwitch {
  static final int MOST_DOUBLED = 16;

  private boolean on;
  private int run;
  private long sinceUs = Long.MIN_VALUE;
  private int doubled = 1;

  boolean on() {
    return on;
  }

  /** Takes a window that ends at a device time; for a function that hides its reason. */
  void hidden(boolean needed, long endUs, int patience, long holdUs) {
    restarted(endUs);
    if (on) {
      if (endUs - sinceUs >= holdUs * doubled) {
        turn(false, endUs);
      }
    } else if (counted(needed, patience)) {
      boolean back = sinceUs != Long.MIN_VALUE && endUs - sinceUs <= holdUs;
      doubled = back ? Math.min(MOST_DOUBLED, doubled * 2) : 1;
      turn(true, endUs);
    }
  }

  /** The same for a function whose reason stays visible: off after windows without it. */
  void seen(boolean needed, boolean over, long endUs, int patience) {
    restarted(endUs);
    if (counted(on ? over : needed, patience)) {
      turn(!on, endUs);
    }
  }

  private boolean counted(boolean holds, int patience) {
    run = holds ? run + 1 : 0;
    return run >= patience;
  }

  private void turn(boolean to, long endUs) {
    on = to;
    run = 0;
    sinceUs = endUs;
  }

  /** A device clock that begins anew begins the holding time anew. */
  private void restarted(long endUs) {
    if (sinceUs != Long.MIN_VALUE && endUs < sinceUs) {
      sinceUs = endUs;
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(on);
    out.writeInt(run);
    out.writeLong(sinceUs);
    out.writeInt(doubled);
  }

  static FunctionSwitch read(DataInput in) throws IOException {
    FunctionSwitch s = new FunctionSwitch();
    s.on = in.readBoolean();
    s.run = in.readInt();
    s.sinceUs = in.readLong();
    s.doubled = in.readInt();
    return s;
  }
}
