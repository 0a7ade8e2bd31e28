package io.sabot.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.memory.RootMemory;
import io.sabot.stream.Row;
import io.sabot.stream.Table;
import io.sabot.testkit.LeakCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private LeakCheck leaks;

  @BeforeEach
  void begin() {
    leaks = LeakCheck.begin();
  }

  @AfterEach
  void nothingIsLeft() {
    leaks.close();
    assertThat(RootMemory.root().getAllocatedMemory()).isZero();
  }

  @Test
  void batchModeTerminates() {
    assertThat(Example01BatchMode.lateFlights()).isEqualTo(1014);
  }

  @Test
  void streamingModeRunsUntilCancelled() throws InterruptedException {
    assertThat(Example02StreamingMode.hotReadings(Duration.ofSeconds(2))).isPositive();
  }

  @Test
  void onePipelineRunsOverBoth() {
    List<Row> bounded = Example03OnePipeline.alarms(Example03OnePipeline.bounded(8)).toList();
    try (Table unbounded = Example03OnePipeline.first(bounded.size())) {
      assertThat(unbounded.stream().toList()).isEqualTo(bounded).isNotEmpty();
    }
  }

  @Test
  void batchesAndRecordsAgree() {
    Example04BatchesAndRecords.Times times = Example04BatchesAndRecords.measure(20, 2);
    assertThat(times.answer()).isPositive();
    assertThat(times.ratio()).isPositive();
  }

  @Test
  void selectAndNewColumnsShareAddresses() {
    try (VectorSchemaRoot batch = Readings.batch(0)) {
      Map<String, String> given = Example05ZeroCopy.addresses(batch);
      assertThat(given).hasSize(2);
    }
    Example05ZeroCopy.main(new String[0]);
  }

  @Test
  void anOwnOperatorRuns() {
    Example06OwnOperator.main(new String[0]);
  }

  @Test
  void theMainJobGivesTenRows() {
    List<Row> rows =
        Example07MainJob.costliestDelays(SampleData.flights(), SampleData.airports()).toList();
    assertThat(rows).hasSize(10);
    Example07MainJob.main(new String[0]);
  }

  @Test
  void theReadmeExampleRuns() {
    List<ReadmeExample.Delay> worst =
        ReadmeExample.worstStates(SampleData.flights(), SampleData.airports());
    assertThat(worst).hasSize(10);
    assertThat(worst).isSortedAccordingTo((a, b) -> Double.compare(b.meanDelay(), a.meanDelay()));
  }
}
