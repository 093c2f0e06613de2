package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Faults;
import io.flyball.core.camera.Geometry;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import io.jhdf.filter.FilterManager;
import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The events of an HDF5 file, piece by piece: in four datasets of one group, named as the columns
 * of a table ({@code events/x}, {@code events/ts} and so on), or in one dataset of records ({@code
 * CD/events}). Of several the first is taken, or the one that is told by a part of its path. A
 * dataset {@code t_offset}, in the group or at the root, is added to the times.
 *
 * <p>Datasets that Prophesee's ECF filter packed are refused. Sources: uzh-rpg/DSEC (layout of the
 * data set), Prophesee, "HDF5 event files".
 */
final class Hdf5Table implements EventTable {
  private static final int PIECE = 1 << 16;
  private static final String ECF = "36559";

  static {
    FilterManager.addFilter(new BloscFilter());
  }

  private final HdfFile file;
  private final String name;
  private final Faults faults = new Faults();
  private final List<String> notes = new ArrayList<>();
  private final Geometry geometry;
  private final String told;
  private Group group;
  private Dataset records;
  private Dataset[] columns;

  /** Of the records, or of each column. */
  private Hdf5Rows[] parts;

  private String[] fields;
  private EventColumnsReader reader;
  private CsvUnit unit;
  private long offset;
  private long rows;
  private long done;

  Hdf5Table(Path path, RecordingOptions options) throws IOException {
    name = path.toString();
    geometry = options.geometry() == null ? RecordingFormat.ANY : options.geometry();
    told = options.stream();
    try {
      file = new HdfFile(path);
    } catch (RuntimeException e) {
      // The library reads broken offsets as they are.
      throw broken(e);
    }
    try {
      open(options);
    } catch (HdfException | java.nio.BufferUnderflowException e) {
      file.close();
      throw broken(e);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void open(RecordingOptions options) {
    List<String> seen = new ArrayList<>();
    search(file, seen);
    if (columns == null && records == null) {
      throw new IllegalArgumentException(
          "The HDF5 file has no events"
              + (told == null ? "" : " below a path with '" + told + "'")
              + ": a group with the datasets t, x, y and p, or a dataset of such records. It has "
              + (seen.isEmpty() ? "no datasets" : String.join(", ", seen))
              + ".");
    }
    Dataset[] all = records != null ? new Dataset[] {records} : columns;
    parts = new Hdf5Rows[all.length];
    for (int k = 0; k < all.length; k++) {
      parts[k] = new Hdf5Rows(all[k], file.getHdfBackingStorage());
    }
    rows = all[0].getSize();
    boolean floating = records == null && floating(columns[0].getJavaType());
    if (records == null) {
      for (Dataset d : columns) {
        if (d.getSize() != rows) {
          throw new IllegalArgumentException(
              "The datasets of " + group.getPath() + " have different lengths.");
        }
      }
    }
    Node shift = group.getChildren().get("t_offset");
    shift = shift == null ? file.getChildren().get("t_offset") : shift;
    if (shift instanceof Dataset d) {
      Object value = d.getData();
      offset = whole(value.getClass().isArray() ? Array.get(value, 0) : value);
      notes.add("t_offset " + offset + " added");
    }
    unit =
        EventColumnsReader.unit(
            options, records != null ? fields[0] : columns[0].getName(), floating);
    notes.add("time taken for " + unit);
    reader = new EventColumnsReader(geometry, unit, offset, faults);
  }

  /** Looks for the first group or dataset of events, depth first in the order of the names. */
  private void search(Group in, List<String> seen) {
    List<String> names = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    for (Map.Entry<String, Node> e : in.getChildren().entrySet()) {
      if (e.getValue() instanceof Dataset) {
        names.add(e.getKey());
        nodes.add(e.getValue());
        seen.add(e.getValue().getPath());
      }
    }
    CsvOrder order = CsvOrder.named(names);
    boolean meant = told == null || in.getPath().contains(told);
    if (order != null && meant) {
      group = in;
      columns =
          new Dataset[] {
            (Dataset) nodes.get(order.t()),
            (Dataset) nodes.get(order.x()),
            (Dataset) nodes.get(order.y()),
            (Dataset) nodes.get(order.p())
          };
      notes.add("columns of " + in.getPath());
      return;
    }
    for (Node node : nodes) {
      Dataset d = (Dataset) node;
      if (d.isCompound() && (told == null || d.getPath().contains(told)) && fields(d)) {
        group = in;
        records = d;
        notes.add("records of " + d.getPath());
        return;
      }
    }
    for (Node node : in.getChildren().values()) {
      if (node instanceof Group g && columns == null && records == null) {
        search(g, seen);
      }
    }
  }

  /** Whether a dataset has the four fields of an event. */
  private boolean fields(Dataset d) {
    io.jhdf.object.datatype.CompoundDataType type =
        (io.jhdf.object.datatype.CompoundDataType) d.getDataType();
    List<String> names = type.getMembers().stream().map(m -> m.getName()).toList();
    CsvOrder order = CsvOrder.named(names);
    if (order == null) {
      return false;
    }
    fields =
        new String[] {
          names.get(order.t()), names.get(order.x()), names.get(order.y()), names.get(order.p())
        };
    return true;
  }

  @Override
  public boolean read(EventColumns out) throws IOException {
    int n = (int) Math.min(PIECE, rows - done);
    if (n <= 0) {
      return false;
    }
    Object[] part = new Object[4];
    int[] at = new int[4];
    try {
      for (Hdf5Rows p : parts) {
        n = Math.min(n, p.ready(done));
      }
      for (int k = 0; k < 4; k++) {
        Hdf5Rows p = parts[records != null ? 0 : k];
        part[k] = records != null ? ((Map<?, ?>) p.rows()).get(fields[k]) : p.rows();
        at[k] = p.index(done);
      }
    } catch (HdfException | IllegalArgumentException | ArithmeticException e) {
      throw broken(e);
    }
    boolean floating = part[0] instanceof double[] || part[0] instanceof float[];
    out.reserve(n);
    for (int i = 0; i < n; i++) {
      long time =
          floating
              ? reader.micros(Array.getDouble(part[0], at[0] + i))
              : reader.micros(element(part[0], at[0] + i));
      boolean on = element(part[3], at[3] + i) > 0;
      long x = element(part[1], at[1] + i);
      long y = element(part[2], at[2] + i);
      reader.add(time, x, y, on, done + i, out);
    }
    done += n;
    return true;
  }

  private static boolean floating(Class<?> type) {
    return type == double.class || type == float.class;
  }

  private static long element(Object array, int i) {
    if (array instanceof int[] a) {
      return a[i];
    } else if (array instanceof long[] a) {
      return a[i];
    } else if (array instanceof short[] a) {
      return a[i];
    } else if (array instanceof byte[] a) {
      return a[i];
    }
    return whole(Array.get(array, i));
  }

  private static long whole(Object value) {
    if (value instanceof BigInteger big) {
      return big.longValue();
    } else if (value instanceof Number number) {
      return number.longValue();
    } else if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    // A boolean of h5py is an enumeration.
    return "TRUE".equals(String.valueOf(value)) ? 1 : 0;
  }

  private IOException broken(RuntimeException e) {
    StringBuilder why = new StringBuilder();
    for (Throwable t = e; t != null; t = t.getCause()) {
      why.append(why.isEmpty() ? "" : ": ").append(t.getMessage());
    }
    return new IOException(
        why.indexOf(ECF) >= 0
            ? name
                + ": its events are packed by Prophesee's ECF filter, which is not read; turn it"
                + " into a table with metavision_file_to_csv, or into RAW with"
                + " metavision_file_to_raw."
            : name + ": the HDF5 file cannot be read: " + why + ".",
        e);
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public String encoding() {
    return records != null ? "records" : "columns";
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public void close() {
    file.close();
  }
}
