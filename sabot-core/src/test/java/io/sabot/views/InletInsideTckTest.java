package io.sabot.views;

import io.sabot.internal.flow.FlowDoor;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.SubscriberPuppet;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.WhiteboxSubscriberProbe;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberWhiteboxVerification;
import org.testng.annotations.Test;

/** The Reactive Streams TCK, from inside, over the subscriber behind a source. */
@Test
public class InletInsideTckTest extends FlowSubscriberWhiteboxVerification<Integer> {
  public InletInsideTckTest() {
    super(new TestEnvironment(1000, 100));
  }

  @Override
  protected Flow.Subscriber<Integer> createFlowSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
    return new Watched(probe);
  }

  @Override
  public Integer createElement(int element) {
    return element;
  }

  /** Tells the kit of every signal once the inlet has taken it; the kit pulls through it. */
  private record Watched(FlowDoor.Inlet<Integer> inlet, WhiteboxSubscriberProbe<Integer> probe)
      implements Flow.Subscriber<Integer> {
    Watched(WhiteboxSubscriberProbe<Integer> probe) {
      this(new FlowDoor.Inlet<>("publisher", 4, item -> {}), probe);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      inlet.onSubscribe(subscription);
      probe.registerOnSubscribe(
          new SubscriberPuppet() {
            @Override
            public void triggerRequest(long elements) {
              subscription.request(elements);
            }

            @Override
            public void signalCancel() {
              inlet.close();
            }
          });
    }

    @Override
    public void onNext(Integer element) {
      inlet.onNext(element);
      inlet.pull();
      probe.registerOnNext(element);
    }

    @Override
    public void onError(Throwable failure) {
      inlet.onError(failure);
      probe.registerOnError(failure);
    }

    @Override
    public void onComplete() {
      inlet.onComplete();
      probe.registerOnComplete();
    }
  }
}
