package io.sabot.views;

import io.sabot.internal.flow.FlowDoor;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.annotations.Test;

/** The Reactive Streams TCK, from outside, over the subscriber behind a source. */
@Test
public class InletTckTest extends FlowSubscriberBlackboxVerification<Integer> {
  public InletTckTest() {
    super(new TestEnvironment(1000, 100));
  }

  @Override
  public Flow.Subscriber<Integer> createFlowSubscriber() {
    return new FlowDoor.Inlet<>("publisher", 4, item -> {});
  }

  @Override
  public Integer createElement(int element) {
    return element;
  }
}
