package org.tradingarena.gateway.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.RecipientRef;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.domain.Instruments;
import org.tradingarena.gateway.socket.MarketAnswers;
import org.tradingarena.gateway.socket.SocketLimits;
import org.tradingarena.gateway.socket.SocketMetrics;
import org.tradingarena.gateway.socket.Sockets;
import org.tradingarena.gateway.transport.TransportSettings;
import org.tradingarena.market.BookMessage;
import org.tradingarena.session.ConnectionCommand;
import org.tradingarena.session.DirectoryCommand;

/**
 * What the routes need of their surroundings.
 *
 * @param collectives the collective of an id
 * @param connections the Connection of a collective's id and a client's id
 * @param directories the directory of sessions of a collective's id
 * @param books the book of a symbol
 * @param collectiveIds the ids of all collectives
 * @param ready whether clients can trade
 */
public record HttpDependencies(
        HttpSettings settings,
        TransportSettings transport,
        ActorSystem<?> system,
        Instruments instruments,
        Function<String, ? extends RecipientRef<CollectiveCommand>> collectives,
        BiFunction<String, String, ? extends RecipientRef<ConnectionCommand>> connections,
        Function<String, ? extends RecipientRef<DirectoryCommand>> directories,
        Function<String, ? extends RecipientRef<BookMessage>> books,
        Supplier<CompletionStage<List<String>>> collectiveIds,
        MarketAnswers market,
        ActorRef<Sockets.Command> sockets,
        SocketLimits socketLimits,
        SocketMetrics socketMetrics,
        String adminToken,
        BooleanSupplier ready,
        PrometheusMeterRegistry registry,
        Clock clock) {}
