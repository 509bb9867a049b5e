package org.tradingarena.session;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.module.SimpleModule;

/** How session events are named in the journal: by stable words, so that classes may move. */
public final class SessionJacksonModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    public SessionJacksonModule() {
        super("arena-session");
        setMixInAnnotation(SessionEvent.class, Events.class);
        setMixInAnnotation(DirectoryEvent.class, DirectoryEvents.class);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = SessionEvent.SignedIn.class, name = "signed_in"),
        @JsonSubTypes.Type(value = SessionEvent.RoomsChanged.class, name = "rooms_changed"),
        @JsonSubTypes.Type(value = SessionEvent.PreferencesChanged.class, name = "preferences_changed"),
        @JsonSubTypes.Type(value = SessionEvent.Disconnected.class, name = "disconnected"),
        @JsonSubTypes.Type(value = SessionEvent.CancelOnDisconnectSet.class, name = "cancel_on_disconnect_set"),
        @JsonSubTypes.Type(value = SessionEvent.CancelAllAfterSet.class, name = "cancel_all_after_set"),
        @JsonSubTypes.Type(value = SessionEvent.CancelledOnDisconnect.class, name = "cancelled_on_disconnect"),
        @JsonSubTypes.Type(value = SessionEvent.CancelledAllAfter.class, name = "cancelled_all_after"),
        @JsonSubTypes.Type(value = SessionEvent.KeyRevoked.class, name = "key_revoked"),
        @JsonSubTypes.Type(value = SessionEvent.Expired.class, name = "expired")
    })
    private interface Events {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = DirectoryEvent.Entered.class, name = "entered"),
        @JsonSubTypes.Type(value = DirectoryEvent.Reviewed.class, name = "reviewed"),
        @JsonSubTypes.Type(value = DirectoryEvent.Left.class, name = "left")
    })
    private interface DirectoryEvents {}
}
