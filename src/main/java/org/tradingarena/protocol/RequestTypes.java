package org.tradingarena.protocol;

/** The wire's names of requests. */
final class RequestTypes {
    private RequestTypes() {}

    static String of(Request request) {
        return switch (request) {
            case Request.Auth auth -> "auth";
            case Request.Heartbeat heartbeat -> "heartbeat";
            case Request.Ack ack -> "ack";
            case Request.Replay replay -> "replay";
            case Request.GetInitialState get -> "get_initial_state";
            case Request.GetPortfolio get -> "get_portfolio";
            case Request.GetBalances get -> "get_balances";
            case Request.GetOrders get -> "get_orders";
            case Request.PlaceOrder place -> "place_order";
            case Request.CancelOrder cancel -> "cancel_order";
            case Request.CancelAllOrders cancel -> "cancel_all_orders";
            case Request.AmendOrder amend -> "amend_order";
            case Request.SetCancelOnDisconnect set -> "set_cancel_on_disconnect";
            case Request.CancelAllAfter cancel -> "cancel_all_after";
            case Request.Subscribe subscribe -> "subscribe";
            case Request.Unsubscribe unsubscribe -> "unsubscribe";
            case Request.SetPreferences set -> "set_preferences";
            case Request.GetInstruments get -> "get_instruments";
            case Request.GetOrderBook get -> "get_order_book";
            case Request.GetTrades get -> "get_trades";
            case Request.GetCandles get -> "get_candles";
            case Request.GetLeaderboard get -> "get_leaderboard";
        };
    }
}
