package org.tradingarena.session;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.module.SimpleModule;
import org.tradingarena.protocol.Credentials;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.Resume;
import org.tradingarena.protocol.Room;

/**
 * How session events are named in the journal, and what clients ask for between nodes: by stable words, so that classes may move. A word
 * that is only sent must be understood by the version before, while nodes of both run.
 */
public final class SessionJacksonModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    public SessionJacksonModule() {
        super("arena-session");
        setMixInAnnotation(SessionEvent.class, Events.class);
        setMixInAnnotation(DirectoryEvent.class, DirectoryEvents.class);
        setMixInAnnotation(Request.class, Requests.class);
        setMixInAnnotation(Credentials.class, CredentialsKinds.class);
        setMixInAnnotation(Resume.class, Resumes.class);
        setMixInAnnotation(Room.class, Rooms.class);
        setMixInAnnotation(ConnectionCommand.Proof.class, Proofs.class);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = SessionEvent.SignedIn.class, name = "signed_in"),
        @JsonSubTypes.Type(value = SessionEvent.RoomsChanged.class, name = "rooms_changed"),
        @JsonSubTypes.Type(value = SessionEvent.PreferencesChanged.class, name = "preferences_changed"),
        @JsonSubTypes.Type(value = SessionEvent.Disconnected.class, name = "disconnected"),
        @JsonSubTypes.Type(value = SessionEvent.CancelOnDisconnectSet.class, name = "cancel_on_disconnect_set"),
        @JsonSubTypes.Type(value = SessionEvent.CancelAllAfterSet.class, name = "cancel_all_after_set"),
        @JsonSubTypes.Type(value = SessionEvent.CancelledOnDisconnect.class, name = "cancelled_on_disconnect"),
        @JsonSubTypes.Type(value = SessionEvent.CancelledAllAfter.class, name = "cancelled_all_after"),
        @JsonSubTypes.Type(value = SessionEvent.KeyRevoked.class, name = "key_revoked"),
        @JsonSubTypes.Type(value = SessionEvent.Expired.class, name = "expired")
    })
    private interface Events {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = DirectoryEvent.Entered.class, name = "entered"),
        @JsonSubTypes.Type(value = DirectoryEvent.Reviewed.class, name = "reviewed"),
        @JsonSubTypes.Type(value = DirectoryEvent.Left.class, name = "left")
    })
    private interface DirectoryEvents {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Request.Auth.class, name = "auth"),
        @JsonSubTypes.Type(value = Request.Heartbeat.class, name = "heartbeat"),
        @JsonSubTypes.Type(value = Request.Ack.class, name = "ack"),
        @JsonSubTypes.Type(value = Request.Replay.class, name = "replay"),
        @JsonSubTypes.Type(value = Request.GetInitialState.class, name = "get_initial_state"),
        @JsonSubTypes.Type(value = Request.GetPortfolio.class, name = "get_portfolio"),
        @JsonSubTypes.Type(value = Request.GetBalances.class, name = "get_balances"),
        @JsonSubTypes.Type(value = Request.GetOrders.class, name = "get_orders"),
        @JsonSubTypes.Type(value = Request.PlaceOrder.class, name = "place_order"),
        @JsonSubTypes.Type(value = Request.CancelOrder.class, name = "cancel_order"),
        @JsonSubTypes.Type(value = Request.CancelAllOrders.class, name = "cancel_all_orders"),
        @JsonSubTypes.Type(value = Request.AmendOrder.class, name = "amend_order"),
        @JsonSubTypes.Type(value = Request.SetCancelOnDisconnect.class, name = "set_cancel_on_disconnect"),
        @JsonSubTypes.Type(value = Request.CancelAllAfter.class, name = "cancel_all_after"),
        @JsonSubTypes.Type(value = Request.Subscribe.class, name = "subscribe"),
        @JsonSubTypes.Type(value = Request.Unsubscribe.class, name = "unsubscribe"),
        @JsonSubTypes.Type(value = Request.SetPreferences.class, name = "set_preferences"),
        @JsonSubTypes.Type(value = Request.GetInstruments.class, name = "get_instruments"),
        @JsonSubTypes.Type(value = Request.GetOrderBook.class, name = "get_order_book"),
        @JsonSubTypes.Type(value = Request.GetTrades.class, name = "get_trades"),
        @JsonSubTypes.Type(value = Request.GetCandles.class, name = "get_candles"),
        @JsonSubTypes.Type(value = Request.GetLeaderboard.class, name = "get_leaderboard")
    })
    private interface Requests {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Credentials.Signature.class, name = "signature"),
        @JsonSubTypes.Type(value = Credentials.ResumeToken.class, name = "resume_token")
    })
    private interface CredentialsKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Resume.Absent.class, name = "absent"),
        @JsonSubTypes.Type(value = Resume.Malformed.class, name = "malformed"),
        @JsonSubTypes.Type(value = Resume.MarketOnly.class, name = "market_only"),
        @JsonSubTypes.Type(value = Resume.Position.class, name = "position")
    })
    private interface Resumes {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Room.Orders.class, name = "orders"),
        @JsonSubTypes.Type(value = Room.Portfolio.class, name = "portfolio"),
        @JsonSubTypes.Type(value = Room.Market.class, name = "market"),
        @JsonSubTypes.Type(value = Room.MarketSymbol.class, name = "market_symbol"),
        @JsonSubTypes.Type(value = Room.Leaderboard.class, name = "leaderboard")
    })
    private interface Rooms {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ConnectionCommand.Proof.Key.class, name = "key"),
        @JsonSubTypes.Type(value = ConnectionCommand.Proof.Token.class, name = "token")
    })
    private interface Proofs {}
}
