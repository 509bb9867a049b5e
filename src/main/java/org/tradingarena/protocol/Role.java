package org.tradingarena.protocol;

/** What a client may do: an observer reads everything and may not trade (protocol section 3). */
public enum Role {
    TRADER,
    OBSERVER
}
