package org.tradingarena.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The list of commands in the help: by what one wants to do, not by the alphabet. */
final class CommandGroups {
    private static final int NAME_WIDTH = 14;

    /** A heading and its commands. */
    private record Group(String heading, List<String> commands) {}

    private static final List<Group> GROUPS = List.of(
            new Group("Trade", List.of("trade", "orders", "portfolio", "watch")),
            new Group("Set up", List.of("keygen", "register", "completion")),
            new Group(
                    "Run an arena",
                    List.of("server", "cluster-demo", "sessions", "journal", "bots", "bench", "prepare")));

    private CommandGroups() {}

    /** Lets the help of a program show its commands so. */
    static void arrange(CommandLine program) {
        program.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        program.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandGroups::list);
    }

    private static String list(Help help) {
        StringBuilder text = new StringBuilder();
        List<String> others = new ArrayList<>(help.subcommands().keySet());
        for (Group group : GROUPS) {
            others.removeAll(group.commands());
            text.append(list(help, group));
        }
        return text.append(list(help, new Group("More", others))).toString();
    }

    private static String list(Help help, Group group) {
        Map<String, Help> commands = help.subcommands();
        List<String> there =
                group.commands().stream().filter(commands::containsKey).toList();
        if (there.isEmpty()) {
            return "";
        }
        StringBuilder text =
                new StringBuilder("%n%s%n".formatted(help.colorScheme().text("@|bold " + group.heading() + "|@")));
        for (String name : there) {
            String padding = " ".repeat(Math.max(2, NAME_WIDTH - name.length()));
            String[] description = Objects.requireNonNull(commands.get(name))
                    .commandSpec()
                    .usageMessage()
                    .description();
            String summary = description.length == 0 ? "" : description[0];
            text.append("  %s%s%s%n".formatted(help.colorScheme().commandText(name), padding, firstSentence(summary)));
        }
        return text.toString();
    }

    /** The rest is for the command's own help. */
    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        int colon = text.indexOf(": ");
        int cut = end < 0 || (colon >= 0 && colon < end) ? colon : end;
        String sentence = cut < 0 ? text : text.substring(0, cut);
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
