package org.tradingarena.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.Deploy;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.remote.RemoteScope;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.session.DirectoryEvent;
import org.tradingarena.testing.Examples;

/** A node with its real configuration takes no message that is not on its list, whoever sends it, and goes on. */
@Tag("actor")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnlyOurMessagesTest {
    private static final byte[] EMPTY_CBOR = {(byte) 0xA0};
    private static final byte[] EMPTY_JSON = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final int DIRECTORY_EVENTS = 7403;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final AtomicInteger PLANTED = new AtomicInteger();

    /** What would be easy to make of any bytes. */
    record Stowaway() implements Serializable {}

    /** An actor that somebody else would like to run here. */
    static final class Planted extends AbstractActor {
        Planted() {
            PLANTED.incrementAndGet();
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder().build();
        }
    }

    /** Keeps what comes. */
    static final class Ear extends AbstractActor {
        private final List<Object> heard;

        Ear(List<Object> heard) {
            this.heard = heard;
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder().matchAny(heard::add).build();
        }
    }

    private final List<ActorSystem> systems = new ArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> log = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };

    private ActorSystem node;
    private ActorSystem permissive;

    @BeforeAll
    void begin() {
        node = node("");
        permissive = node("""
                pekko.actor { allow-java-serialization = on, warn-about-java-serializer-usage = off }
                pekko.serialization.jackson.allowed-class-prefix = ["org.tradingarena.server.OnlyOurMessagesTest"]
                pekko.remote.deployment.enable-allow-list = off
                """);
        log.start();
        ((Logger) LoggerFactory.getLogger("org.apache.pekko")).addAppender(log);
    }

    @AfterAll
    void end() {
        ((Logger) LoggerFactory.getLogger("org.apache.pekko")).detachAppender(log);
        systems.forEach(ActorSystem::terminate);
        systems.forEach(
                system -> system.getWhenTerminated().toCompletableFuture().join());
    }

    /** A node of a cluster, as far as Pekko goes. */
    private ActorSystem node(String stronger) {
        int port = freePort();
        return start(ArenaConfig.layered(ConfigFactory.parseString(stronger)
                .withFallback(ConfigFactory.parseString("""
                        arena.cluster { seeds = ["127.0.0.1:%d"], port = %d }
                        pekko.loglevel = WARNING
                        pekko.coordinated-shutdown.run-by-actor-system-terminate = off
                        """.formatted(port, port)))));
    }

    private ActorSystem start(Config config) {
        ActorSystem system = ActorSystem.create("arena", config);
        systems.add(system);
        return system;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] javaSerialized(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static Serialization of(ActorSystem system) {
        return SerializationExtension.get(system);
    }

    private static Address address(ActorSystem system) {
        return ((ExtendedActorSystem) system).provider().getDefaultAddress();
    }

    @Test
    void what_only_java_can_serialize_is_neither_sent_nor_read() {
        for (Object message : List.of(new Stowaway(), new ArrayList<>(List.of("a")))) {
            byte[] bytes = javaSerialized(message);
            assertThat(of(permissive).serialize(message).get()).isEqualTo(bytes);
            assertThat(of(permissive)
                            .deserialize(bytes, Forgery.Kind.JAVA.number(), "")
                            .get())
                    .isEqualTo(message);
            assertThatThrownBy(() -> of(node).serialize(message).get()).hasMessageContaining("Java");
            assertThatThrownBy(() -> of(node).deserialize(bytes, Forgery.Kind.JAVA.number(), "")
                            .get())
                    .hasMessageContaining("Java");
        }
    }

    private static byte[] empty(Forgery.Kind kind) {
        return kind == Forgery.Kind.JACKSON_CBOR || kind == Forgery.Kind.MARKET_FEED ? EMPTY_CBOR : EMPTY_JSON;
    }

    @ParameterizedTest
    @EnumSource(names = {"JACKSON_JSON", "JACKSON_CBOR_OLD", "JACKSON_CBOR", "MARKET_FEED"})
    void a_manifest_names_a_class_of_the_list_or_nothing_is_made(Forgery.Kind kind) {
        byte[] bytes = empty(kind);
        String stowaway = Stowaway.class.getName();
        assertThat(of(permissive).deserialize(bytes, kind.number(), stowaway).get())
                .isEqualTo(new Stowaway());
        assertThatThrownBy(() ->
                        of(node).deserialize(bytes, kind.number(), stowaway).get())
                .hasMessageContaining("Only classes that are listed as allowed");
        String ours = CollectiveCommand.Wake.class.getName();
        assertThat(of(node).deserialize(bytes, kind.number(), ours).get()).isEqualTo(new CollectiveCommand.Wake());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Object",
                "java.util.HashMap",
                "java.lang.String",
                "java.lang.ProcessBuilder",
                "java.net.URL",
                "com.zaxxer.hikari.HikariDataSource",
                "com.zaxxer.hikari.HikariConfig",
                "org.apache.pekko.actor.Props",
                "org.tradingarena.server.ClusterConfig",
                "scala.None$"
            })
    void classes_that_are_dangerous_or_merely_there_are_refused(String manifest) {
        for (Forgery.Kind kind : List.of(Forgery.Kind.JACKSON_JSON, Forgery.Kind.JACKSON_CBOR)) {
            assertThatThrownBy(() -> of(node).deserialize(empty(kind), kind.number(), manifest)
                            .get())
                    .hasMessageContaining("Can't serialize/deserialize object of type [" + manifest);
        }
    }

    @Test
    void where_the_serializer_fixes_the_type_a_manifest_changes_nothing() {
        Object event = Examples.concrete(DirectoryEvent.class)
                .flatMap(kind -> new Examples().of(kind).stream())
                .findFirst()
                .orElseThrow();
        byte[] bytes = of(node).serialize(event).get();
        assertThat(of(node).findSerializerFor(event).identifier()).isEqualTo(DIRECTORY_EVENTS);
        assertThat(of(node).deserialize(bytes, DIRECTORY_EVENTS, Stowaway.class.getName())
                        .get())
                .isEqualTo(event);
        assertThatThrownBy(() -> of(node).deserialize(EMPTY_CBOR, DIRECTORY_EVENTS, Stowaway.class.getName())
                        .get())
                .hasMessageContaining("DirectoryEvent");
    }

    @Test
    void a_node_that_is_sent_such_bytes_says_so_once_and_goes_on() {
        List<Object> heard = new CopyOnWriteArrayList<>();
        node.actorOf(Props.create(Ear.class, () -> new Ear(heard)), "ear");
        ActorSystem sender = start(Forgery.sender());
        ActorRef ear = sender.actorSelection(address(node) + "/user/ear")
                .resolveOne(PATIENCE)
                .toCompletableFuture()
                .join();
        ear.tell(new Forgery(Forgery.Kind.JACKSON_CBOR, Stowaway.class.getName(), EMPTY_CBOR), ActorRef.noSender());
        ear.tell(
                new Forgery(Forgery.Kind.JACKSON_CBOR, CollectiveCommand.Wake.class.getName(), EMPTY_CBOR),
                ActorRef.noSender());
        Awaitility.await().atMost(PATIENCE).until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly(new CollectiveCommand.Wake());
        assertThat(said("Failed to deserialize message"))
                .singleElement()
                .asString()
                .contains(Stowaway.class.getName());
    }

    private List<String> said(String what) {
        return lines.stream().filter(line -> line.contains(what)).toList();
    }

    @Test
    void nobody_runs_an_actor_of_his_on_a_node() {
        ActorSystem sender = start(Forgery.sender());
        plant(sender, permissive);
        Awaitility.await().atMost(PATIENCE).until(() -> PLANTED.get() == 1);
        plant(sender, node);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> said("is not white-listed").size() == 1);
        assertThat(PLANTED.get()).isEqualTo(1);
    }

    private static void plant(ActorSystem sender, ActorSystem target) {
        sender.actorOf(Props.create(Planted.class).withDeploy(new Deploy(new RemoteScope(address(target)))));
    }
}
