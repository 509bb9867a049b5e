package org.tradingarena.journal;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.dispatch.Futures;
import scala.concurrent.Future;
import scala.concurrent.Promise;

/** Java's futures as Scala's, failed with the failure itself and not with Java's wrapping of it. */
final class ScalaFutures {
    private ScalaFutures() {}

    static <T> Future<T> of(CompletionStage<? extends T> stage) {
        Promise<T> promise = Futures.promise();
        CompletionStage<?> unused = stage.handle(
                (value, failure) -> failure == null ? promise.success(value) : promise.failure(unwrapped(failure)));
        return promise.future();
    }

    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
