package org.tradingarena.journal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.jspecify.annotations.Nullable;

/**
 * A stream of pages, read one at a time and only when they are wanted. A live one that has read everything sleeps until it is told of
 * a change; it does not poll. A change that is told while a page is being read leads to one more read, so none is missed.
 *
 * @param <P> a place between two pages
 * @param <T> what pages hold
 */
final class PagesSource<P, T> extends GraphStage<SourceShape<T>> {
    private final Outlet<T> out = Outlet.create("PagesSource.out");
    private final SourceShape<T> shape = SourceShape.of(out);
    private final P start;
    private final Pages<P, T> pages;

    PagesSource(P start, Pages<P, T> pages) {
        this.start = start;
        this.pages = pages;
    }

    /** Where pages come from. */
    interface Pages<P, T> {
        CompletionStage<Fetched<P, T>> fetch(P place);

        /** Calls {@code changed} from now on whenever there may be more, until it is closed. Current queries need none. */
        AutoCloseable watch(Runnable changed);
    }

    /** One page, where the next one begins, and what is known of it. */
    record Fetched<P, T>(List<T> items, P next, More more) {
        Fetched {
            items = List.copyOf(items);
        }
    }

    /** Whether it is worth to read on. */
    enum More {
        /** There is more to read. */
        NOW,
        /** There may be more after a change. */
        LATER,
        /** There will be no more. */
        NEVER
    }

    @Override
    public SourceShape<T> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes inherited) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic {
        private final Deque<T> buffer = new ArrayDeque<>();
        private P place = start;
        private More more = More.NOW;
        private boolean reading;
        private boolean changed;
        private @Nullable AutoCloseable watch;

        Logic() {
            super(shape);
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    pushOrRead();
                }
            });
        }

        @Override
        public void preStart() {
            AsyncCallback<Object> onChange = createAsyncCallback(ignored -> onChange());
            watch = pages.watch(() -> onChange.invoke(""));
        }

        @Override
        public void postStop() throws Exception {
            AutoCloseable open = watch;
            if (open != null) {
                open.close();
            }
        }

        private void pushOrRead() {
            T next = buffer.poll();
            if (next != null) {
                push(out, next);
                if (buffer.isEmpty() && more == More.NEVER) {
                    completeStage();
                }
            } else if (more == More.NEVER) {
                completeStage();
            } else if (!reading && more == More.NOW) {
                read();
            }
        }

        private void read() {
            reading = true;
            changed = false;
            AsyncCallback<Object> onFetched = createAsyncCallback(this::onFetched);
            CompletionStage<Void> unused = pages.fetch(place).handle((fetched, failure) -> {
                onFetched.invoke(failure == null ? fetched : failure);
                return null;
            });
        }

        @SuppressWarnings("unchecked")
        private void onFetched(Object result) {
            reading = false;
            if (result instanceof Throwable failure) {
                failStage(ScalaFutures.unwrapped(failure));
                return;
            }
            Fetched<P, T> fetched = (Fetched<P, T>) result;
            place = fetched.next();
            buffer.addAll(fetched.items());
            more = fetched.more() == More.LATER && changed ? More.NOW : fetched.more();
            if (isAvailable(out)) {
                pushOrRead();
            } else if (buffer.isEmpty() && more == More.NEVER) {
                completeStage();
            }
        }

        private void onChange() {
            changed = true;
            if (more == More.LATER && !reading) {
                more = More.NOW;
                if (isAvailable(out)) {
                    pushOrRead();
                }
            }
        }
    }
}
