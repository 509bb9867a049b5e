package org.tradingarena.it;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** When a test fails, its output shows what the servers last said. */
final class ShowsArenaLog implements AfterTestExecutionCallback {
    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            ArenaProcess.running().forEach(arena -> System.out.println(arena.logTail()));
        }
    }
}
