package org.tradingarena.server;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.market.BookMessage;
import org.tradingarena.market.BookReply;
import org.tradingarena.market.MarketFeed;
import org.tradingarena.protocol.Amount;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Preferences;
import org.tradingarena.protocol.Request;
import org.tradingarena.session.ConnectionCommand;
import org.tradingarena.session.DirectoryCommand;
import org.tradingarena.session.DirectoryReply;
import org.tradingarena.session.SessionReply;
import org.tradingarena.session.SocketCommand;
import org.tradingarena.standings.Leaderboard;
import org.tradingarena.standings.StandingsCommand;
import org.tradingarena.testing.Examples;

/** Examples of everything that one node may tell another: each kind of message, with each kind of part in it. */
final class NodeMessages {
    private static final Instant AT = Instant.parse("2026-03-01T12:34:56.789Z");
    private static final List<Class<?>> KINDS = List.of(
            CollectiveCommand.class,
            CollectiveReply.class,
            BookMessage.class,
            BookReply.class,
            MarketFeed.class,
            ConnectionCommand.class,
            SocketCommand.class,
            SessionReply.class,
            DirectoryCommand.class,
            DirectoryReply.class,
            StandingsCommand.class,
            Leaderboard.class);

    /** What an entity tells itself; it never leaves its node. */
    private static final Set<Class<?>> LOCAL = Set.of(
            CollectiveCommand.Batch.class,
            BookMessage.Batch.class,
            DirectoryCommand.Batch.class,
            ConnectionCommand.FromCollective.class,
            ConnectionCommand.FromDirectory.class,
            ConnectionCommand.SignInSlow.class);

    private NodeMessages() {}

    /** @param somebody stands for every actor in them */
    static Stream<Object> all(ActorRef<Object> somebody) {
        return of(KINDS, somebody);
    }

    /** The examples of these kinds. */
    static Stream<Object> of(List<Class<?>> kinds, ActorRef<Object> somebody) {
        Examples examples = examples(somebody);
        return kinds.stream()
                .flatMap(Examples::concrete)
                .filter(kind -> !LOCAL.contains(kind))
                .flatMap(kind -> examples.of(kind).stream());
    }

    private static Examples examples(ActorRef<Object> somebody) {
        return new Examples()
                .withGeneric(ActorRef.class, type -> somebody)
                .with(Amount.class, new Amount("0.50"))
                .with(
                        Preferences.class,
                        new Preferences(
                                Preferences.Delivery.BATCHED,
                                Preferences.Priority.LOW,
                                7,
                                Preferences.Compression.GZIP))
                .with(OptionalLong.class, OptionalLong.of(7), OptionalLong.empty())
                .with(OptionalInt.class, OptionalInt.of(7), OptionalInt.empty())
                .with(
                        Request.OrderReference.class,
                        Request.OrderReference.byId("order-1"),
                        Request.OrderReference.byClientOrderId("mine"))
                .with(ArenaError.class, ArenaError.field(ErrorCode.INVALID_PRICE, "data.price", "no"))
                .with(Order.class, order());
    }

    private static Order order() {
        return new Order(
                "o1",
                "c1",
                "bot",
                "BTC/USD",
                Side.BUY,
                OrderType.LIMIT,
                100,
                5,
                5,
                50,
                250,
                OrderStatus.PARTIALLY_FILLED,
                TimeInForce.GTC,
                true,
                Reason.ADMIN,
                3,
                7,
                true,
                2,
                AT,
                AT);
    }
}
