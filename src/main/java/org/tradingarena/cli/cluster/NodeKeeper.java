package org.tradingarena.cli.cluster;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps one node running: starts it, says when it is ready, and starts it again when it ends, as {@link Restarts} says. */
final class NodeKeeper implements Runnable {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final File NOTHING = new File("/dev/null");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();

    /**
     * A node, and how it is started.
     *
     * @param number from 1
     * @param address where clients reach it, {@code http://host:port}
     */
    record Plan(int number, String address, List<String> command, Map<String, String> environment, Path log) {}

    private final Plan plan;
    private final News news;
    private final CountDownLatch settled = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Process process;
    private volatile boolean kept = true;

    NodeKeeper(Plan plan, News news) {
        this.plan = plan;
        this.news = news;
    }

    /** Until it is stopped, or given up. */
    @Override
    public void run() {
        try {
            Restarts restarts = Restarts.NONE;
            Optional<Process> next = start();
            while (next.isPresent()) {
                restarts = restarts.after(follow(next.get()));
                next = again(restarts, next.get()) ? start() : Optional.empty();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            kept = false;
            settled.countDown();
        }
    }

    /** Whether its process runs, or one will be started. */
    boolean isKept() {
        return kept;
    }

    /** Starts it, unless nothing is to be started any more. */
    private synchronized Optional<Process> start() {
        if (stopping.getCount() == 0) {
            return Optional.empty();
        }
        ProcessBuilder builder = new ProcessBuilder(plan.command())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(plan.log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(plan.environment());
        try {
            Process started = builder.start();
            process = started;
            news.nodeStarts(plan.number(), started.pid(), plan.log());
            return Optional.of(started);
        } catch (IOException failed) {
            news.note("node " + plan.number() + " is given up: it cannot be started: " + failed.getMessage());
            return Optional.empty();
        }
    }

    /** Until the process has ended; whether it was ready at any time. */
    private boolean follow(Process started) throws InterruptedException {
        boolean ready = false;
        while (!ready && !started.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            ready = isReady();
        }
        if (ready) {
            news.nodeReady(plan.number(), started.pid(), plan.address());
            settled.countDown();
        }
        started.waitFor();
        return ready;
    }

    private boolean isReady() throws InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(URI.create(plan.address() + "/health/ready"))
                .timeout(ANSWER)
                .build();
        try {
            return HTTP.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Says what became of a process, and waits until another one may be started; false if none is to be. */
    private boolean again(Restarts restarts, Process ended) throws InterruptedException {
        if (stopping.getCount() == 0) {
            return false;
        }
        int exit = ended.exitValue();
        if (restarts.givenUp()) {
            news.nodeGivenUp(plan.number(), ended.pid(), exit, plan.log());
            return false;
        }
        news.nodeEnded(plan.number(), ended.pid(), exit, restarts.pause());
        return !stopping.await(restarts.pause().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether, after this long at most, the node has been ready for the first time, or is not kept any more. */
    boolean awaitSettled(Duration atMost) throws InterruptedException {
        return settled.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** From now on nothing is started; what runs is asked to stop (SIGTERM). */
    synchronized void stop() {
        stopping.countDown();
        if (process != null) {
            process.destroy();
        }
    }

    /** What still runs is killed. */
    synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
