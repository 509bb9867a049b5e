package org.tradingarena.market.feed.coinbase;

/** Messages from Coinbase Exchange's documentation, and some that its public feed has sent. */
final class CoinbaseExamples {
    static final String SNAPSHOT = """
            {"type":"snapshot","product_id":"BTC-USD","bids":[["10101.10","0.45054140"]],"asks":[["10102.55","0.57753524"]]}""";

    static final String CHANGE = """
            {"type":"l2update","product_id":"BTC-USD","changes":[["buy","10101.80000000","0.162567"]],"time":"2019-08-14T20:42:27.265Z"}""";

    static final String MATCH = """
            {"type":"match","trade_id":10,"sequence":50,"maker_order_id":"ac928c66-ca53-498f-9c13-a110027a60e8",
            "taker_order_id":"132fb6ae-456b-4654-b4e0-d681ac05cea1","time":"2014-11-07T08:19:27.028459Z","product_id":"BTC-USD",
            "size":"5.23512","price":"400.23","side":"sell"}""";

    static final String SENT_LAST_MATCH = """
            {"type":"last_match","trade_id":1081862674,"maker_order_id":"f07e510f-4edf-469d-b844-4f670f1e93f1",
            "taker_order_id":"55c8b85c-75ae-4cd5-9775-eba950fc4605","side":"sell","size":"0.00000001","price":"80691.53",
            "product_id":"BTC-USD","sequence":134905859981,"time":"2026-08-25T03:35:57.096368Z"}""";

    static final String SENT_MATCH = """
            {"type":"match","trade_id":1081862675,"maker_order_id":"f07e510f-4edf-469d-b844-4f670f1e93f1",
            "taker_order_id":"e6f50944-3e2a-439e-ae49-308300ba8296","side":"sell","size":"0.00000001","price":"80691.53",
            "product_id":"BTC-USD","sequence":134905860111,"time":"2026-08-25T03:35:57.198335Z"}""";

    static final String TICKER = """
            {"type":"ticker","sequence":37475248783,"product_id":"ETH-USD","price":"1285.22","open_24h":"1310.79",
            "volume_24h":"245532.79269678","low_24h":"1280.52","high_24h":"1313.8","volume_30d":"9788783.60117027",
            "best_bid":"1285.04","best_bid_size":"0.46688654","best_ask":"1285.27","best_ask_size":"1.56637040","side":"buy",
            "time":"2022-10-19T23:28:22.061769Z","trade_id":370843401,"last_size":"11.4396987"}""";

    static final String HEARTBEAT = """
            {"type":"heartbeat","sequence":90,"last_trade_id":20,"product_id":"BTC-USD","time":"2014-11-07T08:19:28.464459Z"}""";

    static final String CONFIRMATION = """
            {"type":"subscriptions","channels":[{"name":"level2_50","product_ids":["BTC-USD"],"account_ids":null},
            {"name":"matches","product_ids":["BTC-USD"],"account_ids":null},
            {"name":"ticker","product_ids":["BTC-USD"],"account_ids":null},
            {"name":"heartbeat","product_ids":["BTC-USD"],"account_ids":null}]}""";

    static final String SENT_REFUSAL = """
            {"type":"error","message":"Failed to subscribe","reason":"level2, level3, and full channels now require authentication."}""";

    private CoinbaseExamples() {}
}
