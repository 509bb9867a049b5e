package org.tradingarena.market.feed.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** A market that an exchange makes up: a book that moves at random, never crossed, and numbered trades. Not for several threads. */
final class FakeMarket {
    private static final int LEVELS = 60;
    private static final int FEWEST_LEVELS = 40;
    private static final long UNIT = 100_000_000;

    /** One level after a change; none is left if the quantity is 0. */
    record Change(boolean bid, String price, String quantity, boolean gone) {}

    final String symbol;
    private final Random random;
    private final int priceDecimals;
    private final long middle;
    private final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, Long> asks = new TreeMap<>();
    private long tradeNumber;

    FakeMarket(String symbol, int priceDecimals, Random random) {
        this.symbol = symbol;
        this.priceDecimals = priceDecimals;
        this.random = random;
        this.middle = 600_000 + random.nextInt(1000);
        this.tradeNumber = 1_000_000 + random.nextInt(1000);
        for (int i = 1; i <= LEVELS; i++) {
            bids.put(middle - i, quantity());
            asks.put(middle + i, quantity());
        }
    }

    /** Sets, changes or removes a level among the first ones. */
    Change move() {
        boolean bid = random.nextBoolean();
        TreeMap<Long, Long> side = bid ? bids : asks;
        long distance = 1 + random.nextInt(LEVELS / 4);
        long price = bid ? middle - distance : middle + distance;
        boolean removes = side.containsKey(price) && side.size() > FEWEST_LEVELS && random.nextInt(3) == 0;
        if (removes) {
            side.remove(price);
        } else {
            side.put(price, quantity());
        }
        return new Change(bid, priceText(price), removes ? "0.00000000" : quantityText(side.get(price)), removes);
    }

    /** The number of the next trade. */
    long nextTrade() {
        return ++tradeNumber;
    }

    /** The number of the newest trade. */
    long newestTrade() {
        return tradeNumber;
    }

    /** The best levels of a side as texts, {@code [price, quantity]}, best first. */
    List<String[]> best(boolean bid, int most) {
        List<String[]> levels = new ArrayList<>();
        (bid ? bids : asks)
                .entrySet().stream()
                        .limit(most)
                        .forEach(level ->
                                levels.add(new String[] {priceText(level.getKey()), quantityText(level.getValue())}));
        return levels;
    }

    /** A price a little above the best bid's and below the best ask's. */
    String middlePrice() {
        return priceText(middle);
    }

    private long quantity() {
        // Many end with zeros, and many begin with them.
        return switch (random.nextInt(3)) {
            case 0 -> UNIT / 10 * (1 + random.nextInt(50));
            case 1 -> 1 + random.nextInt(1000);
            default -> 1 + random.nextLong(5 * UNIT);
        };
    }

    private String priceText(long ticks) {
        String digits = Long.toString(ticks);
        int point = digits.length() - priceDecimals;
        return digits.substring(0, point) + "." + digits.substring(point);
    }

    private static String quantityText(long atoms) {
        return "%d.%08d".formatted(atoms / UNIT, atoms % UNIT);
    }
}
