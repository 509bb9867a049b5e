package org.tradingarena.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.Credentials;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.RequestParser;
import org.tradingarena.protocol.Resume;
import org.tradingarena.protocol.Role;
import org.tradingarena.protocol.Room;
import org.tradingarena.session.ConnectionCommand.Proof;

/** A socket of the gateway, as far as a connection sees it. */
final class TestSocket {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Arena arena;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String connectionId = "connection-" + NUMBER.incrementAndGet();
    private final TestProbe<SocketCommand> probe;
    private final TestProbe<CollectiveReply> replies;
    private Role role = Role.TRADER;
    private ClientType type = ClientType.BOT;
    private Resume resume = new Resume.Absent();
    private @Nullable List<Room> subscriptions;
    private int credit = 16;
    private ConnectionCommand.@Nullable SignIn asked;
    private long generation;
    private long tickets;

    TestSocket(ActorTestKit kit, Arena arena) {
        this.arena = arena;
        this.probe = kit.createTestProbe();
        this.replies = kit.createTestProbe();
    }

    TestSocket observing() {
        role = Role.OBSERVER;
        return this;
    }

    TestSocket of(ClientType clientType) {
        type = clientType;
        return this;
    }

    TestSocket resuming(Resume from) {
        resume = from;
        return this;
    }

    TestSocket resuming(long seq) {
        return resuming(new Resume.Position("epoch", seq, false, 1000, Map.of()));
    }

    TestSocket in(Room... rooms) {
        subscriptions = List.of(rooms);
        return this;
    }

    TestSocket withCredit(int frames) {
        credit = frames;
        return this;
    }

    TestSocket signIn() {
        return signIn(new Proof.Key("key"));
    }

    TestSocket signIn(Proof proof) {
        Request.Auth auth = new Request.Auth(
                arena.client(), type, role, new Credentials.ResumeToken("not looked at"), resume, subscriptions, false);
        asked = new ConnectionCommand.SignIn(connectionId, "auth-1", auth, proof, arena.now(), credit, probe.ref());
        arena.connection.tell(asked);
        return this;
    }

    /** Has heard nothing of its sign-in. */
    TestSocket signInAgain() {
        arena.connection.tell(new ConnectionCommand.SignInAgain(java.util.Objects.requireNonNull(asked)));
        return this;
    }

    TestSocket signInWith(String token) {
        return signIn(new Proof.Token(Connection.hash(token)));
    }

    /** The {@code data} of {@code authenticated}. */
    JsonNode signedIn() {
        SocketCommand.SignedIn signedIn = probe.expectMessageClass(SocketCommand.SignedIn.class);
        generation = signedIn.generation();
        JsonNode frame = json(signedIn.frame());
        assertThat(frame.get("type").asText()).isEqualTo("authenticated");
        assertThat(frame.get("id").asText()).isEqualTo("auth-1");
        assertThat(frame.get("data").get("generation").asLong()).isEqualTo(generation);
        return frame.get("data");
    }

    /** Signs in by key; the token that it is given. */
    String entered() {
        return signIn().signedIn().get("resume_token").asText();
    }

    ArenaError refused() {
        return probe.expectMessageClass(SocketCommand.SignInRefused.class).error();
    }

    /** Is told that the collective lives anew. */
    void askedForAll() {
        probe.expectMessageClass(SocketCommand.AskAgain.class);
    }

    void closedWith(CloseCode code) {
        assertThat(probe.expectMessageClass(SocketCommand.CloseWith.class).code())
                .isEqualTo(code);
    }

    /** Sends a request; its ticket. */
    long ask(String type, String data) {
        long ticket = ++tickets;
        arena.connection.tell(request(ticket, type, data));
        return ticket;
    }

    private ConnectionCommand.Ask request(long ticket, String type, String data) {
        String text = "{\"id\":\"" + type + "-" + ticket + "\",\"type\":\"" + type + "\",\"data\":" + data + "}";
        return new ConnectionCommand.Ask(generation, ticket, RequestParser.parse(text), 0, replies.ref());
    }

    /** Sends the same request again. */
    void askAgain(long ticket, String type, String data) {
        arena.connection.tell(request(ticket, type, data));
    }

    /** Sends a request and takes its answer: the whole frame. */
    JsonNode call(String type, String data) {
        long ticket = ask(type, data);
        return answer(ticket);
    }

    JsonNode answer(long ticket) {
        SocketCommand.Respond respond = probe.expectMessageClass(SocketCommand.Respond.class);
        assertThat(respond.ticket()).isEqualTo(ticket);
        return json(respond.frame());
    }

    String errorOf(String type, String data) {
        return call(type, data).path("error").path("code").asText();
    }

    /** The next frame of events: their seqs. */
    List<Long> events() {
        return seqs(delivered());
    }

    static List<Long> seqs(JsonNode frame) {
        JsonNode events = frame.path("data").path("events");
        List<Long> seqs = new ArrayList<>();
        if (events.isArray()) {
            events.forEach(event -> seqs.add(event.get("seq").asLong()));
        } else {
            seqs.add(frame.get("seq").asLong());
        }
        return seqs;
    }

    JsonNode delivered() {
        return json(probe.expectMessageClass(SocketCommand.Deliver.class).frame());
    }

    /** The next page of a resume: its {@code data}. */
    JsonNode page() {
        JsonNode frame = delivered();
        assertThat(frame.get("type").asText()).isEqualTo("reconnection_sync");
        assertThat(frame.get("id").isNull()).isTrue();
        return frame.get("data");
    }

    List<Room> roomsChanged() {
        return probe.expectMessageClass(SocketCommand.RoomsChanged.class).rooms();
    }

    void credit(int frames) {
        arena.connection.tell(new ConnectionCommand.Credit(generation, frames));
    }

    void gone(String reason, boolean logout) {
        arena.connection.tell(new ConnectionCommand.SocketGone(generation, reason, logout));
        arena.settle();
    }

    void silent() {
        probe.expectNoMessage(Duration.ofMillis(100));
    }

    TestProbe<SocketCommand> probe() {
        return probe;
    }

    TestProbe<CollectiveReply> replies() {
        return replies;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(text, broken);
        }
    }
}
