package io.flyball.connectors.camera;

import static io.flyball.connectors.camera.RosFiles.hex;
import static io.flyball.connectors.camera.RosFiles.packet;
import static io.flyball.connectors.camera.Samples.le32;
import static io.flyball.connectors.camera.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Faults;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Packets of events in ROS messages, by the encodings that drivers write. */
class RosPacketsTest {
  private static EventColumns packets(RosEvents events, byte[]... messages) {
    EventColumns out = new EventColumns();
    for (byte[] m : messages) {
      events.message(m, 0, m.length, 0, out);
    }
    return out;
  }

  @Test
  void everyEncodingOfAPacketCountsTimeInItsOwnWay() {
    Faults faults = new Faults();
    Supplier<RosEvents> fresh =
        () -> RosEvents.of("event_camera_msgs/msg/EventPacket", true, null, faults);
    byte[] mono = packet(0, 1000, "mono", hex("8813000003000280"));
    assertThat(text(packets(fresh.get(), mono))).isEqualTo("6 3,2 ON\n");
    // valid, ON, y 2, x 3; µs near the end of 31 bits, then 5 µs behind it.
    byte[] libcaer =
        packet(0, 7000, "libcaer", le32(3 << 17 | 2 << 2 | 3, Integer.MAX_VALUE, 1, 4));
    assertThat(text(packets(fresh.get(), libcaer)))
        .isEqualTo("2147483654 3,2 ON\n2147483659 0,0 OFF\n");
    byte[] cmp = packet(0, 9_000, "libcaer_cmp", hex("0210 0320 0538"));
    assertThat(text(packets(fresh.get(), cmp))).isEqualTo("11 3,5 ON\n");
    byte[] evt2 = packet(0, 0, "evt2", le32(8 << 28 | 1, 1 << 28 | 2 << 22 | 3 << 11 | 4));
    assertThat(text(packets(fresh.get(), evt2))).isEqualTo("66 3,4 ON\n");
    assertThat(faults.total()).isZero();
    assertThat(packets(fresh.get(), packet(0, 0, "trigger", new byte[8])).size()).isZero();
    assertThat(faults.total()).isZero();
    assertThat(packets(fresh.get(), packet(0, 0, "jpeg", new byte[8])).size()).isZero();
    assertThat(faults.count(Fault.GARBAGE)).isEqualTo(1);
  }

  @Test
  void theStateOfEvt3RunsOnOverMessagesAndAGapInTheirNumbersIsTold() {
    Faults faults = new Faults();
    RosEvents events = RosEvents.of("event_camera_msgs/EventPacket", true, null, faults);
    byte[] first = packet(4, 0, "evt3", hex("0180 0260 0500"));
    byte[] second = packet(7, 0, "evt3", hex("0328"));
    assertThat(text(packets(events, first, second))).isEqualTo("4098 3,5 ON\n");
    assertThat(faults.count(Fault.MISSING)).isEqualTo(2);
  }
}
