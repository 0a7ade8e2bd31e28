package io.sabot.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class RandomBatchesTest {
  @Test
  void layOutEveryTypeAsTheyWereMade() {
    Seed.next()
        .run(random -> {
          for (String type : RandomBatches.TYPES) {
            TextTable table = RandomBatches.of(random).table("x:" + type, 50);
            try (TestAllocator allocator = new TestAllocator();
                VectorSchemaRoot root = table.root(allocator)) {
              assertThat(Rows.of(root).list()).as(type).isEqualTo(table.rows());
            }
          }
        });
  }

  @Test
  void areTheSameForTheSameSeed() {
    Seed seed = Seed.next();
    assertThat(make(seed.random())).isEqualTo(make(seed.random()));
  }

  private static String make(SplittableRandom random) {
    RandomBatches batches = RandomBatches.of(random);
    String schema = batches.schema(5);
    return schema + batches.table(schema, 20);
  }

  @Test
  void passEveryWayOfRunningAnOperator() {
    Seed.next()
        .run(random -> {
          RandomBatches batches = RandomBatches.of(random);
          TextTable table = batches.table(batches.schema(4), 12);
          OperatorTester.of(new OperatorTesterTest.Forward())
              .input(table)
              .expect(table.rows().toArray(Row[]::new))
              .run();
        });
  }
}
