package org.tradingarena.session;

/**
 * An event as one client sees it.
 *
 * @param orders whether it has an {@code orders} part for the client
 * @param portfolio whether it has a {@code portfolio} part for the client
 * @param json the frame, the same bytes in every delivery
 */
public record RenderedEvent(long seq, boolean orders, boolean portfolio, String json) {
    /** Its length in UTF-8. */
    public int bytes() {
        int bytes = 0;
        for (int i = 0; i < json.length(); i++) {
            char unit = json.charAt(i);
            // A surrogate pair makes four bytes, so each half counts two.
            bytes += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
        }
        return bytes;
    }
}
