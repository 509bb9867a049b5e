package org.tradingarena.gateway.socket;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.tradingarena.market.MarketFrames;
import org.tradingarena.protocol.Resume.MarketPosition;
import org.tradingarena.protocol.Room;
import org.tradingarena.standings.LeaderboardHub;

/** What everybody may hear, as one socket hears it: market rooms and the leaderboard. A slow client hears of it in short. */
final class PublicFeeds {
    private final SocketLink link;
    private final MarketRooms markets;
    private final Consumer<String> leaderboard;
    private boolean inLeaderboard;

    /**
     * The feeds of one socket.
     *
     * @param frames where market messages arrive
     * @param leaderboard takes frames of the leaderboard, on any thread
     */
    PublicFeeds(SocketLink link, ActorRef<MarketFrames> frames, Consumer<String> leaderboard) {
        this.link = link;
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
    }

    private ActorRef<LeaderboardHub.Command> leaderboardHub() {
        return link.dependencies().leaderboardHub();
    }

    void onMarket(MarketFrames frames) {
        if (markets.take(frames, link.traffic().isFull())) {
            link.dependencies().rendering().frames(frames).forEach(link.traffic()::write);
        } else {
            link.metrics().marketDropped();
        }
    }

    /** The next one is at most some seconds away, so nothing is made up for. */
    void onLeaderboard(String frame) {
        if (inLeaderboard && !link.traffic().isFull()) {
            link.send(frame);
        }
    }

    /** There is room again. */
    void onRoom() {
        markets.resync();
    }

    /** Whether something was dropped, and waits for room. */
    boolean waitsForRoom() {
        return markets.waitsForRoom();
    }

    /** The socket is gone. */
    void leave() {
        watchLeaderboard(false);
        markets.leave();
    }
}
