package org.tradingarena.collective;

import java.lang.reflect.Proxy;
import org.apache.pekko.actor.typed.ActorRef;

/** A reference for pure tests, in which nothing is ever sent. */
final class Nobody {
    private Nobody() {}

    @SuppressWarnings("unchecked")
    static ActorRef<CollectiveReply> ref() {
        return (ActorRef<CollectiveReply>) Proxy.newProxyInstance(
                Nobody.class.getClassLoader(), new Class<?>[] {ActorRef.class}, (self, method, arguments) -> {
                    throw new AssertionError("nobody is told anything");
                });
    }
}
