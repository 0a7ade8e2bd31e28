package io.sabot.stream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import org.junit.jupiter.api.Test;

/** Here sabot-kafka is not on the class path. */
class KafkaEnvironmentTest {
  @Test
  void withoutTheModuleTheArtifactToAddIsNamed() {
    assertThatThrownBy(() -> Stream.fromKafka("localhost:9092", "readings", "alerts"))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "fromKafka: the module that reads Kafka must be on the class path, but it is not; add"
                + " the dependency io.sabot:sabot-kafka")
        .hasMessageContaining("KafkaEnvironmentTest.java");
  }
}
