package org.tradingarena.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Bytes that a hostile program sends to a node, under the number of a serializer and a manifest of its choice.
 *
 * @param kind whose number they are sent under
 */
record Forgery(Kind kind, String manifest, byte[] bytes) {
    /** Serializers that a node has, by their numbers. */
    enum Kind {
        JAVA(1),
        JACKSON_JSON(31),
        JACKSON_CBOR_OLD(32),
        JACKSON_CBOR(33),
        MARKET_FEED(7303);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** Puts the bytes into the envelope of a message as they are. */
    static final class Stamp extends SerializerWithStringManifest {
        @Override
        public int identifier() {
            return Kind.JACKSON_CBOR.number();
        }

        @Override
        public String manifest(Object forgery) {
            return ((Forgery) forgery).manifest();
        }

        @Override
        public byte[] toBinary(Object forgery) {
            return ((Forgery) forgery).bytes();
        }

        @Override
        public Object fromBinary(byte[] bytes, String manifest) {
            throw new UnsupportedOperationException("it only sends");
        }
    }

    /** A program that speaks to nodes as one of them would, without any of their settings. */
    static Config sender() {
        return ConfigFactory.parseString("""
                pekko {
                  loglevel = WARNING
                  logger-startup-timeout = 60s
                  actor {
                    provider = remote
                    serializers.jackson-cbor = "%s"
                    serialization-bindings { "%s" = jackson-cbor }
                  }
                  remote.use-unsafe-remote-features-outside-cluster = on
                  remote.artery { transport = tcp, canonical { hostname = "127.0.0.1", port = 0 } }
                }
                """.formatted(Stamp.class.getName(), Forgery.class.getName()))
                .withFallback(ConfigFactory.defaultReference());
    }
}
