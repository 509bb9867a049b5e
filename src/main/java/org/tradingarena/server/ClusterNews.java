package org.tradingarena.server;

import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberDowned;
import org.apache.pekko.cluster.ClusterEvent.MemberJoined;
import org.apache.pekko.cluster.ClusterEvent.MemberLeft;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.MemberUp;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells an operator which nodes come and go, a line each in the log. */
final class ClusterNews extends AbstractMatchingBehavior<ClusterDomainEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterNews.class);

    private final int quorum;

    static Behavior<ClusterDomainEvent> create(int quorum) {
        return Behaviors.setup(context -> new ClusterNews(context, quorum));
    }

    private ClusterNews(ActorContext<ClusterDomainEvent> context, int quorum) {
        super(context);
        this.quorum = quorum;
        ActorRef<ClusterDomainEvent> self = context.getSelf();
        Cluster.get(context.getSystem()).subscriptions().tell(Subscribe.create(self, ClusterDomainEvent.class));
        LOG.info("joins the other nodes; the arena begins when {} core nodes hear each other", quorum);
    }

    @Override
    public Behavior<ClusterDomainEvent> onMessage(ClusterDomainEvent event) {
        switch (event) {
            case MemberJoined joined -> LOG.info("{} joins", name(joined.member()));
            case MemberUp up ->
                LOG.info(
                        "{} is a node of the arena, {}",
                        name(up.member()),
                        up.member().getRoles());
            case UnreachableMember lost ->
                LOG.warn(
                        "{} is not heard of; if that lasts, the part of the cluster with {} core nodes goes on",
                        name(lost.member()),
                        quorum);
            case ReachableMember back -> LOG.info("{} is heard of again", name(back.member()));
            case MemberLeft leaves -> LOG.info("{} leaves", name(leaves.member()));
            case MemberDowned down -> LOG.warn("{} is given up", name(down.member()));
            case MemberRemoved gone -> LOG.info("{} is gone; what lived on it starts elsewhere", name(gone.member()));
            default -> {} // of interest only when it goes wrong: the logger org.apache.pekko.cluster
        }
        return this;
    }

    private static String name(Member member) {
        Address address = member.address();
        return address.hostPort().substring(address.hostPort().indexOf('@') + 1);
    }
}
