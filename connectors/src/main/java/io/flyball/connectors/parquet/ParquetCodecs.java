package io.flyball.connectors.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4Factory;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * The codecs of Parquet pages: reads Snappy, gzip, Zstandard, raw LZ4 and plain pages, writes
 * Zstandard and plain ones. Parquet's own factory needs Hadoop. Stateless.
 */
public final class ParquetCodecs implements CompressionCodecFactory {
  private static final int LEVEL = 3;

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    return new Compressor(codec);
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return new Decompressor(codec);
  }

  @Override
  public void release() {
    // Nothing is pooled.
  }

  private static byte[] bytes(BytesInput page) throws IOException {
    return page.toInputStream().readAllBytes();
  }

  private record Compressor(CompressionCodecName codec) implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput page) throws IOException {
      return switch (codec) {
        case UNCOMPRESSED -> page;
        case ZSTD -> BytesInput.from(Zstd.compress(bytes(page), LEVEL));
        default -> throw new IOException("pages are not written with " + codec);
      };
    }

    @Override
    public CompressionCodecName getCodecName() {
      return codec;
    }

    @Override
    public void release() {
      // Nothing is pooled.
    }
  }

  private record Decompressor(CompressionCodecName codec) implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput page, int size) throws IOException {
      return codec == CompressionCodecName.UNCOMPRESSED
          ? page
          : BytesInput.from(plain(bytes(page), size));
    }

    @Override
    public void decompress(ByteBuffer page, int length, ByteBuffer plain, int size)
        throws IOException {
      byte[] bytes = new byte[length];
      page.get(bytes);
      plain.put(codec == CompressionCodecName.UNCOMPRESSED ? bytes : plain(bytes, size));
    }

    private byte[] plain(byte[] page, int size) throws IOException {
      return switch (codec) {
        case SNAPPY -> Snappy.uncompress(page);
        case ZSTD -> Zstd.decompress(page, size);
        case GZIP -> new GZIPInputStream(new ByteArrayInputStream(page)).readAllBytes();
        case LZ4_RAW -> LZ4Factory.fastestJavaInstance().safeDecompressor().decompress(page, size);
        default ->
            throw new IOException(
                "its pages are packed with "
                    + codec
                    + ", which is not read; write it with Zstandard or Snappy");
      };
    }

    @Override
    public void release() {
      // Nothing is pooled.
    }
  }
}
