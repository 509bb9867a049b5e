package org.tradingarena.gateway;

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
import org.tradingarena.journal.EventReader;
import org.tradingarena.journal.JournalBackups;
import org.tradingarena.market.BookMessage;
import org.tradingarena.market.MarketBoard;
import org.tradingarena.market.MarketHubCommand;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.session.ConnectionCommand;
import org.tradingarena.session.DirectoryCommand;
import org.tradingarena.session.ReplayAdmission;
import org.tradingarena.standings.LeaderboardHub;

/**
 * What the gateway needs of its surroundings.
 *
 * @param collectives the collective of an id
 * @param connections the Connection of a collective's id and a client's id
 * @param directories the directory of sessions of a collective's id
 * @param books the book of a symbol
 * @param journal where events come from that nobody has in memory
 * @param replays admits reads of the journal
 * @param leaderboard the standings, as the data of {@code leaderboard}; from any thread
 * @param collectiveIds the ids of all collectives
 * @param servesClients whether clients connect to this node; else its port serves health and metrics alone
 * @param obstacle why the node cannot serve orders, a word; empty if it can; from any thread
 * @param hasRoom whether the disk has room for new orders; from any thread
 * @param backups of the journal; empty where the journal is not this node's to copy
 * @param clock the time as clients see it
 * @param nanoTime a monotonic clock in nanoseconds, for timeouts: {@link System#nanoTime}
 */
public record GatewayDependencies(
        GatewaySettings settings,
        ActorSystem<?> system,
        Instruments instruments,
        Function<String, ? extends RecipientRef<CollectiveCommand>> collectives,
        BiFunction<String, String, ? extends RecipientRef<ConnectionCommand>> connections,
        Function<String, ? extends RecipientRef<DirectoryCommand>> directories,
        Function<String, ? extends RecipientRef<BookMessage>> books,
        ActorRef<MarketHubCommand> marketHub,
        MarketBoard board,
        EventReader journal,
        ReplayAdmission replays,
        ActorRef<LeaderboardHub.Command> leaderboardHub,
        Supplier<JsonBody> leaderboard,
        Supplier<CompletionStage<List<String>>> collectiveIds,
        String adminToken,
        boolean servesClients,
        Supplier<Optional<String>> obstacle,
        BooleanSupplier hasRoom,
        Optional<JournalBackups> backups,
        PrometheusMeterRegistry registry,
        SecureRandom random,
        Clock clock,
        LongSupplier nanoTime) {}
