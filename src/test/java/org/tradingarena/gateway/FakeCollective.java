package org.tradingarena.gateway;

import java.time.Instant;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.collective.CollectiveLimits;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.collective.CollectiveRules;
import org.tradingarena.collective.CollectiveState;
import org.tradingarena.collective.Decision;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instruments;

/** A collective with the real rules and no journal. */
final class FakeCollective {
    private final CollectiveRules rules;
    private CollectiveState state;

    private FakeCollective(String id, Instruments instruments) {
        this.rules =
                new CollectiveRules(instruments, new CollectiveLimits(10, 100, 100, 1, 100, 10, Atoms.of("1000000")));
        this.state = CollectiveState.none(id);
    }

    static Behavior<CollectiveCommand> create(String id, Instruments instruments) {
        return Behaviors.setup(context -> {
            FakeCollective fake = new FakeCollective(id, instruments);
            return Behaviors.receiveMessage(fake::onMessage);
        });
    }

    private Behavior<CollectiveCommand> onMessage(CollectiveCommand command) {
        if (command instanceof CollectiveCommand.Submit submit) {
            Decision decision = rules.decide(state, submit.intent(), Instant.EPOCH);
            for (CollectiveEvent event : decision.events()) {
                state = state.apply(event);
            }
            submit.replyTo().tell(new CollectiveReply.Decided(submit.ticket(), decision.verdict()));
        }
        return Behaviors.same();
    }
}
