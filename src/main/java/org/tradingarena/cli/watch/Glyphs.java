package org.tradingarena.cli.watch;

import java.nio.charset.Charset;

/** The signs beyond letters, as far as the terminal's character set has them. */
record Glyphs(String bar, String rule, String up, String down, String own, String dot, String more) {
    private static final Glyphs UNICODE = new Glyphs("█", "─", "▲", "▼", "•", "·", "…");
    private static final Glyphs ASCII = new Glyphs("#", "-", "+", "-", "*", "-", "...");

    /** What a terminal of this character set can show. */
    static Glyphs of(Charset charset) {
        return charset.newEncoder().canEncode("█─▲▼•·…") ? UNICODE : ASCII;
    }
}
