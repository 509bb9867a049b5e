package org.tradingarena.journal.tck;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.scalatest.Args;
import org.scalatest.Reporter;
import org.scalatest.Suite;
import org.scalatest.events.Event;
import org.scalatest.events.SuiteAborted;
import org.scalatest.events.TestCanceled;
import org.scalatest.events.TestFailed;
import org.scalatest.events.TestSucceeded;
import scala.Option;

/** Runs a ScalaTest suite whole and shows each of its tests to JUnit. */
final class ScalaSuite {
    private ScalaSuite() {}

    static List<DynamicTest> run(Suite suite) {
        List<DynamicTest> tests = new ArrayList<>();
        Reporter reporter = event -> {
            DynamicTest test = toTest(event);
            if (test != null) {
                tests.add(test);
            }
        };
        Args args = new Args(
                reporter,
                Args.apply$default$2(),
                Args.apply$default$3(),
                Args.apply$default$4(),
                Args.apply$default$5(),
                Args.apply$default$6(),
                Args.apply$default$7(),
                Args.apply$default$8(),
                Args.apply$default$9(),
                Args.apply$default$10());
        suite.run(Option.empty(), args).waitUntilCompleted();
        if (tests.isEmpty()) {
            throw new AssertionError("the suite ran no test");
        }
        return tests;
    }

    private static @Nullable DynamicTest toTest(Event event) {
        return switch (event) {
            case TestSucceeded passed -> DynamicTest.dynamicTest(passed.testName(), () -> {});
            case TestCanceled canceled ->
                DynamicTest.dynamicTest(canceled.testName(), () -> Assumptions.abort(canceled.message()));
            case TestFailed failed ->
                DynamicTest.dynamicTest(failed.testName(), () -> fail(failed.message(), failed.throwable()));
            case SuiteAborted aborted ->
                DynamicTest.dynamicTest("the suite", () -> fail(aborted.message(), aborted.throwable()));
            default -> null;
        };
    }

    private static void fail(String message, Option<Throwable> cause) {
        throw new AssertionError(message, cause.isDefined() ? cause.get() : null);
    }
}
