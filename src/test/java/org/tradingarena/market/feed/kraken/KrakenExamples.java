package org.tradingarena.market.feed.kraken;

/** Messages from Kraken's documentation, and two that its public feed has sent. */
final class KrakenExamples {
    /** The example of the checksum guide, 3310070434 included. */
    static final String GUIDE_SNAPSHOT = """
            {"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD",
            "bids":[{"price":45283.5,"qty":0.10000000},{"price":45283.4,"qty":1.54582015},{"price":45282.1,"qty":0.10000000},
            {"price":45281.0,"qty":0.10000000},{"price":45280.3,"qty":1.54592586},{"price":45279.0,"qty":0.07990000},
            {"price":45277.6,"qty":0.03310103},{"price":45277.5,"qty":0.30000000},{"price":45277.3,"qty":1.54602737},
            {"price":45276.6,"qty":0.15445238}],
            "asks":[{"price":45285.2,"qty":0.00100000},{"price":45286.4,"qty":1.54571953},{"price":45286.6,"qty":1.54571109},
            {"price":45289.6,"qty":1.54560911},{"price":45290.2,"qty":0.15890660},{"price":45291.8,"qty":1.54553491},
            {"price":45294.7,"qty":0.04454749},{"price":45296.1,"qty":0.35380000},{"price":45297.5,"qty":0.09945542},
            {"price":45299.5,"qty":0.18772827}],
            "checksum":3310070434}]}""";

    /** As the feed sent it: numbers with every zero at their end. */
    static final String SENT_SNAPSHOT = """
            {"channel":"book","type":"snapshot","data":[{"symbol":"ETH/BTC",
            "bids":[{"price":0.031348,"qty":0.03740000},{"price":0.031347,"qty":2.87288049},{"price":0.031345,"qty":8.57986833},
            {"price":0.031344,"qty":14.40276069},{"price":0.031340,"qty":12.96065840},{"price":0.031339,"qty":13.19606540},
            {"price":0.031338,"qty":20.41389313},{"price":0.031336,"qty":0.03740000},{"price":0.031334,"qty":14.37158163},
            {"price":0.031332,"qty":14.40695990}],
            "asks":[{"price":0.031357,"qty":0.03740000},{"price":0.031358,"qty":2.87194815},{"price":0.031361,"qty":0.00767324},
            {"price":0.031362,"qty":4.27140781},{"price":0.031363,"qty":4.34586052},{"price":0.031364,"qty":27.28097668},
            {"price":0.031365,"qty":12.92325840},{"price":0.031366,"qty":4.14290322},{"price":0.031368,"qty":0.00738649},
            {"price":0.031370,"qty":0.03740000}],
            "checksum":3619791617,"timestamp":"2026-08-26T15:16:16.637831Z"}]}""";

    /** What the feed sent next. */
    static final String SENT_UPDATE = """
            {"channel":"book","type":"update","data":[{"symbol":"ETH/BTC",
            "bids":[{"price":0.031347,"qty":0.00000000},{"price":0.031329,"qty":19.07893401}],"asks":[],
            "checksum":2505869009,"timestamp":"2026-08-26T15:16:16.730423Z"}]}""";

    static final String TRADES = """
            {"channel":"trade","type":"snapshot","data":[
            {"symbol":"MATIC/USD","side":"buy","price":0.5147,"qty":6423.46326,"ord_type":"limit","trade_id":4665846,
            "timestamp":"2023-09-25T07:48:36.925533Z"},
            {"symbol":"MATIC/USD","side":"buy","price":0.5147,"qty":1136.19677815,"ord_type":"limit","trade_id":4665847,
            "timestamp":"2023-09-25T07:49:36.925603Z"}]}""";

    static final String NEXT_TRADE = """
            {"channel":"trade","type":"update","data":[
            {"symbol":"MATIC/USD","side":"sell","price":0.5117,"qty":40.0,"ord_type":"market","trade_id":4665848,
            "timestamp":"2023-09-25T07:50:00.000001Z"}]}""";

    static final String TICKER = """
            {"channel":"ticker","type":"snapshot","data":[{"symbol":"ALGO/USD","bid":0.10025,"bid_qty":740.0,"ask":0.10035,
            "ask_qty":740.0,"last":0.10035,"volume":997038.98383185,"vwap":0.10148,"low":0.09979,"high":0.10285,
            "change":-0.00017,"change_pct":-0.17}]}""";

    static final String STATUS = """
            {"channel":"status","data":[{"api_version":"v2","connection_id":13834774380200032777,"system":"online",
            "version":"2.0.0"}],"type":"update"}""";

    static final String HEARTBEAT = "{\"channel\":\"heartbeat\"}";

    static final String PONG =
            "{\"method\":\"pong\",\"req_id\":101,\"time_in\":\"2023-09-24T14:10:23.799685Z\",\"time_out\":\"2023-09-24T14:10:23.799703Z\"}";

    private KrakenExamples() {}

    /** The confirmation of a channel of a symbol. */
    static String confirmation(String channel, String symbol) {
        return "{\"method\":\"subscribe\",\"result\":{\"channel\":\"" + channel + "\",\"snapshot\":true,\"symbol\":\""
                + symbol
                + "\"},\"success\":true,\"time_in\":\"2023-10-06T17:35:55.219022Z\",\"time_out\":\"2023-10-06T17:35:55.219067Z\"}";
    }
}
