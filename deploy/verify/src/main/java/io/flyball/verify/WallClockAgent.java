package io.flyball.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Instant;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassReader;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassWriter;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Handle;
import org.apache.flink.shaded.asm9.org.objectweb.asm.MethodVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes;

/**
 * Lets every class of the class path of a JVM, those of Flink and of Kafka too, read a wall clock
 * that is off by what a file says: {@code System.currentTimeMillis()} and {@code Instant.now()},
 * called or referred to. Classes of the JDK and those that Flink loads for its remote calls keep
 * the machine's clock, and so does {@code System.nanoTime()}, which no step of a clock changes.
 *
 * <p>A reading costs one more of eight bytes of memory.
 */
public final class WallClockAgent {
  private static final String FILE = "flyball.verify.clock";
  private static final String OWN = WallClockAgent.class.getName().replace('.', '/');
  private static final byte[] MILLIS = "currentTimeMillis".getBytes(US_ASCII);
  private static final byte[] INSTANT = "java/time/Instant".getBytes(US_ASCII);

  private WallClockAgent() {}

  /** Called by the JVM before its main class is loaded, with the file as argument. */
  public static void premain(String file, Instrumentation jvm) {
    System.setProperty(FILE, file);
    jvm.addTransformer(new Readings());
  }

  /** In place of {@code System.currentTimeMillis()}. */
  public static long currentTimeMillis() {
    return System.currentTimeMillis() + Offset.MILLIS.getLong(0);
  }

  /** In place of {@code Instant.now()}. */
  public static Instant now() {
    return Instant.now().plusMillis(Offset.MILLIS.getLong(0));
  }

  /** Mapped once a class reads the clock, so that what the parent writes is there at once. */
  private static final class Offset {
    static final ByteBuffer MILLIS = map(Path.of(System.getProperty(FILE)));

    private Offset() {}

    private static ByteBuffer map(Path file) {
      try (FileChannel channel = FileChannel.open(file)) {
        return channel.map(MapMode.READ_ONLY, 0, Long.BYTES);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Readings implements ClassFileTransformer {
    @Override
    public byte[] transform(
        ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] type) {
      if (loader != ClassLoader.getSystemClassLoader()
          || name == null
          || name.startsWith(OWN)
          || !(contains(type, MILLIS) || contains(type, INSTANT))) {
        return null;
      }
      ClassReader read = new ClassReader(type);
      ClassWriter written = new ClassWriter(read, 0);
      read.accept(new Calls(written), 0);
      return written.toByteArray();
    }

    private static boolean contains(byte[] type, byte[] text) {
      for (int i = 0; i <= type.length - text.length; i++) {
        int j = 0;
        while (j < text.length && type[i + j] == text[j]) {
          j++;
        }
        if (j == text.length) {
          return true;
        }
      }
      return false;
    }
  }

  private static final class Calls extends ClassVisitor {
    Calls(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String type, boolean isInterface) {
          super.visitMethodInsn(
              opcode, isClock(owner, called, type) ? OWN : owner, called, type, isInterface);
        }

        @Override
        public void visitInvokeDynamicInsn(
            String called, String type, Handle bootstrap, Object... arguments) {
          Object[] ours = arguments.clone();
          for (int i = 0; i < ours.length; i++) {
            if (ours[i] instanceof Handle to
                && isClock(to.getOwner(), to.getName(), to.getDesc())) {
              ours[i] = new Handle(to.getTag(), OWN, to.getName(), to.getDesc(), false);
            }
          }
          super.visitInvokeDynamicInsn(called, type, bootstrap, ours);
        }
      };
    }

    private static boolean isClock(String owner, String called, String type) {
      return (owner.equals("java/lang/System") && called.equals("currentTimeMillis"))
          || (owner.equals("java/time/Instant")
              && called.equals("now")
              && type.equals("()Ljava/time/Instant;"));
    }
  }
}
