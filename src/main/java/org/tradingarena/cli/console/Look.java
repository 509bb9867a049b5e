package org.tradingarena.cli.console;

import org.jline.utils.AttributedStyle;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.Side;

/** What colours mean. Nothing is told by a colour alone. */
public final class Look {
    /** As it is. */
    public static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

    /** What the eye is to find first. */
    public static final AttributedStyle STRONG = AttributedStyle.BOLD;

    /** What is there to be looked up: labels, ids, times. Faint, because grey is the background of some themes. */
    public static final AttributedStyle QUIET = AttributedStyle.DEFAULT.faint();

    /** Well, bought, a bid, a gain. */
    public static final AttributedStyle GOOD = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);

    /** Not well, sold, an ask, a loss. */
    public static final AttributedStyle BAD = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);

    /** Under way, or to be looked at. */
    public static final AttributedStyle ALERT = AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);

    private Look() {}

    /** Of a side. */
    public static AttributedStyle of(Side side) {
        return side == Side.BUY ? GOOD : BAD;
    }

    /** Of a gain or loss. */
    public static AttributedStyle of(int signum) {
        return signum > 0 ? GOOD : signum < 0 ? BAD : PLAIN;
    }

    /** Of an order's status. */
    public static AttributedStyle of(OrderStatus status) {
        return switch (status) {
            case PENDING -> ALERT;
            case OPEN, PARTIALLY_FILLED -> PLAIN;
            case FILLED -> GOOD;
            case CANCELLED -> QUIET;
            case REJECTED -> BAD;
        };
    }
}
