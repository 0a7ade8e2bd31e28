package io.sabot.kafka.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.metadata.KRaftMetadataCache;
import org.apache.kafka.metadata.MetadataCache;

/**
 * The class of Kafka's brokers that says where a partition is led, with KAFKA-20734 mended. As it
 * comes, it says of a partition without a leader what it says of one that was deleted: the end of a
 * transaction is noted, and the partition is never told. So it is with what a broker that was
 * killed alone was ending when it comes back and its last session runs out; rows that were
 * committed are then not to be read.
 */
public final class MendedKafka {
  static final Class<?> MENDED = KRaftMetadataCache.class;
  private static final String METHOD = "getPartitionLeaderEndpoint";

  private MendedKafka() {}

  /** Called by the mended class with what it was about to return. */
  public static Optional<Node> leader(
      Optional<Node> found, MetadataCache cache, String topic, int partition) {
    return found.isEmpty() && cache.contains(new TopicPartition(topic, partition))
        ? Optional.of(Node.noNode())
        : found;
  }

  /** Writes it to a jar, which must stand before Kafka's own on the class path. */
  static void write(Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry(MENDED.getName().replace('.', '/') + ".class"));
      out.write(mended());
      out.closeEntry();
    }
  }

  static byte[] mended() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(MENDED.getResourceAsStream(MENDED.getSimpleName() + ".class"))) {
      ClassFile classFile = ClassFile.of();
      return classFile.transformClass(
          classFile.parse(file.readAllBytes()),
          ClassTransform.transformingMethodBodies(
              method -> method.methodName().equalsString(METHOD), asking()));
    }
  }

  private static CodeTransform asking() {
    MethodTypeDesc type =
        MethodTypeDesc.of(
            Optional.class.describeConstable().orElseThrow(),
            Optional.class.describeConstable().orElseThrow(),
            MetadataCache.class.describeConstable().orElseThrow(),
            ConstantDescs.CD_String,
            ConstantDescs.CD_int);
    return (code, element) -> {
      if (element instanceof ReturnInstruction) {
        code.aload(0)
            .aload(1)
            .iload(2)
            .invokestatic(MendedKafka.class.describeConstable().orElseThrow(), "leader", type);
      }
      code.with(element);
    };
  }
}
