package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Faults;
import io.flyball.core.camera.Geometry;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The events of a ROS 2 bag that SQLite stores (.db3): messages in the order of their times. A
 * message may be packed by Zstandard by itself.
 *
 * <p>Source: ros2/rosbag2, rosbag2_storage_sqlite3.
 */
final class RosDatabase implements EventTable {
  private static final int ZSTD = 0xFD2FB528;

  private final Connection database;
  private final String name;
  private final Faults faults = new Faults();
  private final RosTopics topics;
  private final Statement statement;
  private final ResultSet messages;
  private long number;

  RosDatabase(Path file, RecordingOptions options) throws IOException {
    name = file.toString();
    topics = new RosTopics(options, faults);
    try {
      database =
          DriverManager.getConnection(
              "jdbc:sqlite:file:" + file.toUri().getRawPath() + "?mode=ro&immutable=1");
    } catch (SQLException e) {
      throw broken(e);
    }
    try {
      statement = database.createStatement();
      try (ResultSet all =
          statement.executeQuery("SELECT id, name, type, serialization_format FROM topics")) {
        while (all.next()) {
          topics.connection(
              all.getInt(1), all.getString(2), all.getString(3), "cdr".equals(all.getString(4)));
        }
      }
      messages =
          statement.executeQuery("SELECT topic_id, data FROM messages ORDER BY timestamp, id");
    } catch (SQLException e) {
      close();
      throw broken(e);
    }
    String missing = topics.missing();
    if (missing != null) {
      close();
      throw new IllegalArgumentException(missing);
    }
  }

  @Override
  public boolean read(EventColumns out) throws IOException {
    try {
      if (!messages.next()) {
        return false;
      }
      byte[] data = messages.getBytes(2);
      int from = 0;
      int to = data.length;
      if (to >= 4 && LittleEndian.i32(data, 0) == ZSTD) {
        PacketInflater inflater = PacketInflater.named("zstd");
        inflater.inflate(data, 0, to);
        data = inflater.bytes();
        to = inflater.to();
      }
      topics.message(messages.getInt(1), data, from, to, number++, out);
      return true;
    } catch (SQLException e) {
      throw broken(e);
    }
  }

  private IOException broken(SQLException e) {
    return new IOException(
        name + ": the database is no ROS 2 bag that can be read: " + e.getMessage() + ".", e);
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public Geometry geometry() {
    return topics.geometry();
  }

  @Override
  public String encoding() {
    return topics.encoding();
  }

  @Override
  public List<String> notes() {
    return topics.topic().isEmpty() ? List.of() : List.of("topic " + topics.topic());
  }

  @Override
  public long others() {
    return topics.others();
  }

  @Override
  public void close() throws IOException {
    try {
      database.close();
    } catch (SQLException e) {
      throw broken(e);
    }
  }
}
