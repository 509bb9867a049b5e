package org.tradingarena.protocol;

/** What kind of program a client is; it decides the default {@link Preferences} (protocol section 8). */
public enum ClientType {
    BOT,
    CLI,
    WEB,
    IOS
}
