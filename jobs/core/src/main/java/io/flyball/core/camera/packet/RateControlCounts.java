package io.flyball.core.camera.packet;

import io.flyball.core.camera.SensorEncoding;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How many events the rate controller inside a Prophesee sensor has dropped, as the sensor counts
 * them: words of type OTHER carry the events before it (subtype 0x14) and behind it (0x16).
 *
 * <p>The two counts of one moment follow each other; what has no partner in the packet is left out.
 * EVT 2.0: a CONTINUED word with 22 bits follows; EVT 2.1: the payload's lower 22 bits; EVT 3.0:
 * CONTINUED words with 12, 12 and 4 bits, of which sensors leave the last one out when it is 0.
 * Source: OpenEB, decoders evt2, evt21 and evt3. Cost: one comparison for 8 bytes.
 */
public final class RateControlCounts {
  private static final int BEFORE = 0x14;
  private static final int BEHIND = 0x16;
  private static final int COUNT_22 = (1 << 22) - 1;
  private static final VarHandle U64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle U32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle U16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private long waiting = -1;
  private boolean waitingBehind;
  private long dropped;

  private RateControlCounts() {}

  /** Events dropped during a packet; 0 when it does not say. */
  public static long dropped(SensorEncoding encoding, byte[] words) {
    RateControlCounts counts = new RateControlCounts();
    switch (encoding) {
      case EVT2 -> counts.evt2(words);
      case EVT21 -> counts.evt21(words, 32, 0);
      case EVT21_SWAPPED -> counts.evt21(words, 0, 32);
      case EVT3 -> counts.evt3(words);
    }
    return counts.dropped;
  }

  private void evt2(byte[] b) {
    for (int i = 0; i + 8 <= b.length; i += 4) {
      int word = (int) U32.get(b, i);
      if (word >>> 28 == 0xE) {
        int next = (int) U32.get(b, i + 4);
        if (next >>> 28 == 0xF) {
          take(word & 0xffff, next & COUNT_22);
        }
      }
    }
  }

  private void evt21(byte[] b, int upper, int lower) {
    for (int i = 0; i + 8 <= b.length; i += 8) {
      long word = (long) U64.get(b, i);
      int head = (int) (word >>> upper);
      if (head >>> 28 == 0xE) {
        take(head & 0xffff, (int) (word >>> lower) & COUNT_22);
      }
    }
  }

  private void evt3(byte[] b) {
    int i = 0;
    while (i + 2 <= b.length) {
      if (i + 8 <= b.length && !holdsOther((long) U64.get(b, i))) {
        i += 8;
        continue;
      }
      int word = u16(b, i);
      if (word >>> 12 == 0xE && i + 6 <= b.length) {
        int low = u16(b, i + 2);
        int middle = u16(b, i + 4);
        if (low >>> 12 == 0xF && middle >>> 12 == 0xF) {
          int top = i + 8 <= b.length ? u16(b, i + 6) : 0;
          int high = top >>> 12 == 7 ? top & 15 : 0;
          take(word & 0xfff, (low & 0xfff) | (middle & 0xfff) << 12 | high << 24);
        }
      }
      i += 2;
    }
  }

  /** Whether one of four words is of type 0xE: its type is 0 after the exclusive or. */
  private static boolean holdsOther(long words) {
    long types = (words ^ 0xE000_E000_E000_E000L) & 0xF000_F000_F000_F000L;
    return ((types - 0x1000_1000_1000_1000L) & ~types & 0x8000_8000_8000_8000L) != 0;
  }

  private static int u16(byte[] b, int at) {
    return (short) U16.get(b, at) & 0xffff;
  }

  private void take(int subtype, long count) {
    if (subtype != BEFORE && subtype != BEHIND) {
      return;
    }
    boolean behind = subtype == BEHIND;
    if (waiting >= 0 && waitingBehind != behind) {
      dropped += Math.max(0, behind ? waiting - count : count - waiting);
      waiting = -1;
    } else {
      waiting = count;
      waitingBehind = behind;
    }
  }
}
