package io.sabot.kafka.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metadata.PartitionRecord;
import org.apache.kafka.common.metadata.TopicRecord;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.MetadataProvenance;
import org.apache.kafka.metadata.MetadataCache;
import org.apache.kafka.server.common.KRaftVersion;
import org.junit.jupiter.api.Test;

/** Where it fails of Kafka as it comes, Kafka has mended it by itself, and this can go. */
class MendedKafkaTest {
  private static final ListenerName LISTENER = new ListenerName("PLAINTEXT");

  @Test
  void aPartitionWithoutALeaderIsNotTakenForOneThatIsGone() throws Exception {
    assertThat(leader(MendedKafka.MENDED, 0)).isEmpty();

    Class<?> mended = new Loader().mended();
    assertThat(leader(mended, 0)).contains(Node.noNode());
    assertThat(leader(mended, 1)).isEmpty();
  }

  /** Of a topic with one partition, which nobody leads. */
  private static Optional<Node> leader(Class<?> type, int partition) throws Exception {
    Supplier<KRaftVersion> version = () -> KRaftVersion.LATEST_PRODUCTION;
    Object cache = type.getConstructor(int.class, Supplier.class).newInstance(1, version);
    type.getMethod("setImage", MetadataImage.class).invoke(cache, image());
    return ((MetadataCache) cache).getPartitionLeaderEndpoint("numbers", partition, LISTENER);
  }

  private static MetadataImage image() {
    Uuid topic = Uuid.randomUuid();
    MetadataDelta delta = new MetadataDelta.Builder().setImage(MetadataImage.EMPTY).build();
    delta.replay(new TopicRecord().setName("numbers").setTopicId(topic));
    delta.replay(new PartitionRecord().setTopicId(topic).setPartitionId(0).setLeader(-1));
    return delta.apply(MetadataProvenance.EMPTY);
  }

  /** Defines the mended class beside the one that comes with Kafka. */
  private static final class Loader extends ClassLoader {
    Class<?> mended() throws IOException {
      byte[] bytes = MendedKafka.mended();
      return defineClass(MendedKafka.MENDED.getName(), bytes, 0, bytes.length);
    }
  }
}
