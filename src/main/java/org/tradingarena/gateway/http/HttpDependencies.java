package org.tradingarena.gateway.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.RecipientRef;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.domain.Instruments;
import org.tradingarena.gateway.http.feed.Feed;
import org.tradingarena.gateway.socket.MarketAnswers;
import org.tradingarena.gateway.socket.SignatureChecks;
import org.tradingarena.gateway.socket.SocketLimits;
import org.tradingarena.gateway.socket.SocketMetrics;
import org.tradingarena.gateway.socket.Sockets;
import org.tradingarena.gateway.transport.TransportSettings;
import org.tradingarena.journal.JournalBackups;
import org.tradingarena.market.BookMessage;
import org.tradingarena.protocol.Marks;
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
 * @param feed the events of collectives
 * @param marks the prices at which portfolios are shown
 * @param servesClients whether clients connect to this node; else its port serves health and metrics alone
 * @param obstacle why the node cannot serve orders, a word; empty if it can; from any thread
 * @param hasRoom whether the disk has room for new orders
 * @param backups of the journal; empty where the journal is not this node's to copy
 * @param nanoTime a monotonic clock in nanoseconds
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
        SignatureChecks signatures,
        Feed feed,
        Marks marks,
        String adminToken,
        boolean servesClients,
        Supplier<Optional<String>> obstacle,
        BooleanSupplier hasRoom,
        Optional<JournalBackups> backups,
        PrometheusMeterRegistry registry,
        SecureRandom random,
        Clock clock,
        LongSupplier nanoTime) {}
