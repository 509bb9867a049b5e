package org.tradingarena.gateway.socket;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.RecipientRef;
import org.tradingarena.domain.Instruments;
import org.tradingarena.market.MarketHubCommand;
import org.tradingarena.session.ConnectionCommand;
import org.tradingarena.standings.LeaderboardHub;

/**
 * What a socket needs of its surroundings.
 *
 * @param connections the Connection of a collective's client
 * @param clock the time as clients see it
 * @param nanoTime a monotonic clock in nanoseconds, for timeouts
 */
public record SocketDependencies(
        SocketSettings settings,
        Instruments instruments,
        BiFunction<String, String, ? extends RecipientRef<ConnectionCommand>> connections,
        MarketAnswers market,
        ActorRef<MarketHubCommand> marketHub,
        ActorRef<LeaderboardHub.Command> leaderboardHub,
        MarketRendering rendering,
        SignatureChecks signatures,
        SocketMetrics metrics,
        SecureRandom random,
        Clock clock,
        LongSupplier nanoTime) {}
