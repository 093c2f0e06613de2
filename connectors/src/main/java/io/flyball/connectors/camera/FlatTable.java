package io.flyball.connectors.camera;

import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;

/** A FlatBuffers table whose fields are read by their number, 0 for the first. */
final class FlatTable extends Table {

  FlatTable(ByteBuffer buffer, int position) {
    __reset(position, buffer);
  }

  /** The table that a table position refers to. */
  static FlatTable at(ByteBuffer buffer, int reference) {
    return new FlatTable(buffer, __indirect(reference, buffer));
  }

  /** Position of a field, 0 when the table lacks it. */
  int position(int field) {
    int offset = __offset(4 + 2 * field);
    return offset == 0 ? 0 : offset + bb_pos;
  }

  long i64(int field, long absent) {
    int at = position(field);
    return at == 0 ? absent : bb.getLong(at);
  }

  int i32(int field, int absent) {
    int at = position(field);
    return at == 0 ? absent : bb.getInt(at);
  }

  int i8(int field, int absent) {
    int at = position(field);
    return at == 0 ? absent : bb.get(at);
  }

  String text(int field) {
    int at = __offset(4 + 2 * field);
    return at == 0 ? "" : __string(at + bb_pos);
  }

  int vectorLength(int field) {
    int at = __offset(4 + 2 * field);
    return at == 0 ? 0 : __vector_len(at);
  }

  /** Position of the first element of a vector that the table has. */
  int vectorStart(int field) {
    return __vector(__offset(4 + 2 * field));
  }
}
