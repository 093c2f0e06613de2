package io.flyball.core.control.functions;

import io.flyball.core.camera.HotPixels;
import io.flyball.core.record.TextFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is remembered of the functions of one sensor. Mutable; {@link #copy} before sharing. */
public final class FunctionMemory {
  private static final int VERSION = 1;

  final Map<SensorFunction, FunctionSwitch> switches = new EnumMap<>(SensorFunction.class);

  /** What the sensor was told last. */
  final Map<SensorFunction, FunctionSetting> sent = new EnumMap<>(SensorFunction.class);

  FlickerMeter flicker = new FlickerMeter();
  TrailMeter trail;
  RegionMeter region;
  HotPixels hot;

  /** The frequency that flickered last, Hz; 0 for none. */
  double flickerHz;

  /** The region found last, or null. */
  PixelWindow found;

  FunctionSwitch of(SensorFunction function) {
    return switches.computeIfAbsent(function, f -> new FunctionSwitch());
  }

  /** Writes all of it. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeByte(switches.size());
    for (Map.Entry<SensorFunction, FunctionSwitch> entry : switches.entrySet()) {
      TextFormat.write(entry.getKey().name(), out);
      entry.getValue().write(out);
    }
    out.writeByte(sent.size());
    for (FunctionSetting setting : sent.values()) {
      write(setting, out);
    }
    flicker.write(out);
    out.writeDouble(flickerHz);
    out.writeBoolean(found != null);
    if (found != null) {
      write(found, out);
    }
    out.writeBoolean(trail != null);
    if (trail != null) {
      trail.write(out);
    }
    out.writeBoolean(region != null);
    if (region != null) {
      region.write(out);
    }
    out.writeBoolean(hot != null);
    if (hot != null) {
      hot.write(out);
    }
  }

  /** Reads what {@link #write} has written. */
  public static FunctionMemory read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("Memory of sensor functions has version " + version + ".");
    }
    FunctionMemory m = new FunctionMemory();
    for (int n = in.readByte(); n > 0; n--) {
      m.switches.put(SensorFunction.valueOf(TextFormat.read(in)), FunctionSwitch.read(in));
    }
    for (int n = in.readByte(); n > 0; n--) {
      FunctionSetting setting = setting(in);
      m.sent.put(setting.function(), setting);
    }
    m.flicker = FlickerMeter.read(in);
    m.flickerHz = in.readDouble();
    m.found = in.readBoolean() ? window(in) : null;
    m.trail = in.readBoolean() ? TrailMeter.read(in) : null;
    m.region = in.readBoolean() ? RegionMeter.read(in) : null;
    m.hot = in.readBoolean() ? HotPixels.read(in) : null;
    return m;
  }

  /** A copy that shares nothing. */
  public FunctionMemory copy() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(new DataOutputStream(bytes));
      return read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(FunctionSetting s, DataOutput out) throws IOException {
    TextFormat.write(s.function().name(), out);
    out.writeBoolean(s.enabled());
    TextFormat.write(s.filter(), out);
    out.writeInt(s.values().size());
    for (Map.Entry<String, Long> value : new TreeMap<>(s.values()).entrySet()) {
      TextFormat.write(value.getKey(), out);
      out.writeLong(value.getValue());
    }
    out.writeInt(s.windows().size());
    for (PixelWindow window : s.windows()) {
      write(window, out);
    }
    TextFormat.write(s.why().name(), out);
    out.writeBoolean(s.clamped());
  }

  private static FunctionSetting setting(DataInput in) throws IOException {
    SensorFunction function = SensorFunction.valueOf(TextFormat.read(in));
    boolean enabled = in.readBoolean();
    String filter = TextFormat.read(in);
    Map<String, Long> values = new TreeMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      values.put(TextFormat.read(in), in.readLong());
    }
    List<PixelWindow> windows = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      windows.add(window(in));
    }
    FunctionSetting.Why why = FunctionSetting.Why.valueOf(TextFormat.read(in));
    return new FunctionSetting(function, enabled, filter, values, windows, why, in.readBoolean());
  }

  private static void write(PixelWindow w, DataOutput out) throws IOException {
    out.writeInt(w.x());
    out.writeInt(w.y());
    out.writeInt(w.width());
    out.writeInt(w.height());
  }

  private static PixelWindow window(DataInput in) throws IOException {
    return new PixelWindow(in.readInt(), in.readInt(), in.readInt(), in.readInt());
  }
}
