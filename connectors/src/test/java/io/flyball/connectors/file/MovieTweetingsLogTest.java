package io.flyball.connectors.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.SignalKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovieTweetingsLogTest {
  @TempDir Path folder;

  @Test
  void emptyFileHasNoRatings() throws IOException {
    assertThat(read("")).isEmpty();
  }

  @Test
  void ratingsComeInTheOrderOfTime() throws IOException {
    List<FileRecord> records = read(new String(Samples.bytes("movietweetings.dat"), UTF_8));
    assertThat(records).hasSize(40);
    assertThat(records)
        .extracting(record -> ((FeedbackSignal) record.record()).getTime())
        .isSorted();
    FeedbackSignal first = (FeedbackSignal) records.get(0).record();
    assertThat(first.getId()).isEqualTo("mt-9-2125608-1362084991");
    assertThat(first.getKind()).isEqualTo(SignalKind.RATING);
    assertThat(first.getTime()).isEqualTo(Instant.ofEpochSecond(1362084991L));
    assertThat(records.get(0).topic()).isEqualTo("feedback.signals");
    assertThat(records.get(0).key()).isEqualTo(first.getUser() + "/" + first.getItem());
  }

  @Test
  void equalTimesAreOrderedByUserThenMovieAsNumbers() throws IOException {
    assertThat(read("10::0000002::1::5\n9::0000010::0::5\n9::0000009::10::5\n1::7::3::6\n"))
        .extracting(FileRecord::key)
        .containsExactly("9/0000009", "9/0000010", "10/0000002", "1/7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1::2::3            | line 2: user::movie::rating::unix_seconds is expected",
        "1::2::3::4::5      | line 2: user::movie::rating::unix_seconds is expected",
        "x::2::3::4         | line 2, column 'user': an integer is expected, not 'x'",
        "1::::3::4          | line 2, column 'movie': an integer is expected, not ''",
        "1::2::11::4        | line 2, column 'rating': 11 is outside of 0 to 10",
        "1::2::3::yesterday | line 2, column 'unix_seconds': an integer is expected",
        "1::2::3::-1        | line 2, column 'unix_seconds': an integer is expected",
      })
  void brokenLineNamesFileLineAndColumn(String line, String complaint) {
    assertThatThrownBy(() -> read("1::2::3::4\n" + line + "\n"))
        .isInstanceOf(BrokenRowException.class)
        .hasMessageContaining("ratings.dat, " + complaint);
  }

  private List<FileRecord> read(String text) throws IOException {
    Path file = Samples.write(folder.resolve("ratings.dat"), text.getBytes(UTF_8));
    try (Stream<FileRecord> records = MovieTweetingsLog.read(file)) {
      return records.toList();
    }
  }
}
