package io.flyball.connectors.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Makes a lazy stream of a reader that hands out one row after another. */
public final class RowStream {
  /** Hands out rows; null at the end. */
  public interface Rows<T> {
    T next() throws IOException;
  }

  private RowStream() {}

  public static <T> Stream<T> of(Rows<T> rows, Closeable resource) {
    Spliterator<T> spliterator =
        new AbstractSpliterator<>(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
          @Override
          public boolean tryAdvance(Consumer<? super T> action) {
            try {
              T row = rows.next();
              if (row != null) {
                action.accept(row);
              }
              return row != null;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    return StreamSupport.stream(spliterator, false).onClose(() -> close(resource));
  }

  private static void close(Closeable resource) {
    try {
      resource.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
