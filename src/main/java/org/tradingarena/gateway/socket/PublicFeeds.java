package org.tradingarena.gateway.socket;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.tradingarena.market.MarketFrames;
import org.tradingarena.protocol.Resume.MarketPosition;
import org.tradingarena.protocol.Room;
import org.tradingarena.standings.LeaderboardHub;

/** What everybody may hear, as one socket hears it: market rooms and the leaderboard. A slow client hears of it in short. */
final class PublicFeeds {
    private final SocketLink link;
    private final MarketRooms markets;
    private final Pace pace;
    private final Consumer<String> leaderboard;
    private boolean inLeaderboard;
    private @Nullable String newestStandings;
    private long marketMessages;

    /**
     * The feeds of one socket.
     *
     * @param frames where market messages arrive
     * @param leaderboard takes frames of the leaderboard, on any thread
     */
    PublicFeeds(SocketLink link, Pace pace, ActorRef<MarketFrames> frames, Consumer<String> leaderboard) {
        this.link = link;
        this.pace = pace;
        this.leaderboard = leaderboard;
        SocketDependencies dependencies = link.dependencies();
        this.markets = new MarketRooms(name(), dependencies.instruments(), dependencies.marketHub(), frames);
    }

    private String name() {
        return link.greeting().connectionId();
    }

    /** The client is in these rooms now; {@code resume} tells what it knows of those that it enters. */
    void enter(List<Room> rooms, Map<String, MarketPosition> resume) {
        markets.enter(rooms, resume);
        watchLeaderboard(rooms.contains(new Room.Leaderboard()));
    }

    private void watchLeaderboard(boolean wanted) {
        if (wanted && !inLeaderboard) {
            leaderboardHub().tell(new LeaderboardHub.Subscribe(name(), leaderboard));
        } else if (!wanted && inLeaderboard) {
            leaderboardHub().tell(new LeaderboardHub.Unsubscribe(name()));
        }
        inLeaderboard = wanted;
        newestStandings = wanted ? newestStandings : null;
    }

    private ActorRef<LeaderboardHub.Command> leaderboardHub() {
        return link.dependencies().leaderboardHub();
    }

    void onMarket(MarketFrames frames) {
        if (markets.take(frames, pace::takesMarket)) {
            marketMessages += frames.frames().size();
            link.dependencies().rendering().frames(frames).forEach(link.traffic()::write);
        } else {
            link.metrics().marketDropped();
        }
    }

    /** Only the newest one counts. */
    void onLeaderboard(String frame) {
        if (inLeaderboard) {
            newestStandings = frame;
        }
    }

    /** Writes, or asks for, what the client's pace allows now. */
    void work() {
        String standings = newestStandings;
        if (standings != null && pace.takesMarket()) {
            newestStandings = null;
            link.send(standings);
        }
        if (markets.waitsForRoom() && pace.invitesMarket()) {
            markets.resync();
        }
    }

    /** Whether something waits for its turn, or was dropped. */
    boolean waits() {
        return newestStandings != null || markets.waitsForRoom();
    }

    /** How many market messages the client got. */
    long marketMessages() {
        return marketMessages;
    }

    /** The socket is gone. */
    void leave() {
        watchLeaderboard(false);
        markets.leave();
    }
}
