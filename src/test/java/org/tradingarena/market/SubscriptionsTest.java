package org.tradingarena.market;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tradingarena.market.Subscriptions.Subscription;

@Tag("actor")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriptionsTest {
    private static final String BTC = "BTC/USD";
    private static final String ETH = "ETH/USD";

    private ActorTestKit testKit;
    private ActorRef<MarketFrames> one;
    private ActorRef<MarketFrames> two;

    @BeforeAll
    void start() {
        testKit = ActorTestKit.create(TestSystem.config());
        one = testKit.<MarketFrames>createTestProbe().ref();
        two = testKit.<MarketFrames>createTestProbe().ref();
    }

    @AfterAll
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void the_same_receiver_is_added_once_and_another_replaces_it() {
        Subscriptions subscriptions = new Subscriptions();
        assertThat(add(subscriptions, BTC, one)).isTrue();
        assertThat(add(subscriptions, BTC, one)).isFalse();
        assertThat(add(subscriptions, BTC, two)).isTrue();
        assertThat(subscriptions.of(BTC)).extracting(Subscription::to).containsExactly(two);
    }

    @Test
    void who_is_gone_has_no_subscription_left() {
        Subscriptions subscriptions = new Subscriptions();
        add(subscriptions, BTC, one);
        add(subscriptions, ETH, one);
        assertThat(subscriptions.gone("ann")).containsExactly(one);
        assertThat(subscriptions.of(BTC)).isEmpty();
        assertThat(subscriptions.of(ETH)).isEmpty();
        assertThat(subscriptions.gone("ann")).isEmpty();
    }

    @Test
    void a_receiver_that_stopped_has_none_left_but_its_successor_keeps_its_own() {
        Subscriptions subscriptions = new Subscriptions();
        add(subscriptions, BTC, one);
        add(subscriptions, ETH, one);
        add(subscriptions, BTC, two);
        subscriptions.stopped(one);
        assertThat(subscriptions.of(ETH)).isEmpty();
        assertThat(subscriptions.find(BTC, "ann")).map(Subscription::to).contains(two);
        subscriptions.stopped(two);
        assertThat(subscriptions.find(BTC, "ann")).isEmpty();
    }

    private static boolean add(Subscriptions subscriptions, String symbol, ActorRef<MarketFrames> to) {
        return subscriptions
                .add(new MarketHubCommand.Subscribe("ann", symbol, null, to))
                .isPresent();
    }
}
