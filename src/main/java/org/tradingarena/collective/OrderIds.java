package org.tradingarena.collective;

/**
 * The ids of orders: {@code {collective}.{epoch's first 8}.{seq}}, where seq is the event that began the order. So an id is unique among
 * all collectives, and says where in the stream the order began.
 */
final class OrderIds {
    private static final int EPOCH_LENGTH = 8;

    private OrderIds() {}

    static String of(String collective, Stamp stamp) {
        String epoch = stamp.epoch();
        return collective + "." + epoch.substring(0, Math.min(EPOCH_LENGTH, epoch.length())) + "." + stamp.seq();
    }

    /** The seq at which an order of this id began; 0 if it has not the form of an id. */
    static long beganAt(String orderId) {
        int dot = orderId.lastIndexOf('.');
        String digits = orderId.substring(dot + 1);
        boolean isNumber = dot > 0
                && !digits.isEmpty()
                && digits.length() <= 18
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Long.parseLong(digits) : 0;
    }
}
