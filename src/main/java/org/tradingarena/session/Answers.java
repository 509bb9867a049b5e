package org.tradingarena.session;

import org.tradingarena.collective.CollectiveReply;

/** What the collective says to an attach, as a {@link Delivery} understands it. */
final class Answers {
    private Answers() {}

    static DeliveryInput.HandedOver handedOver(CollectiveReply.Attached reply) {
        return new DeliveryInput.HandedOver(reply.epoch(), reply.head(), reply.earliest(), reply.events());
    }

    static DeliveryInput.NotHeld notHeld(CollectiveReply.NotInMemory reply) {
        return new DeliveryInput.NotHeld(reply.epoch(), reply.head(), reply.earliest());
    }
}
