package org.tradingarena.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class UsageTest {
    private static List<CommandLine> all(CommandLine command) {
        List<CommandLine> commands = new ArrayList<>(List.of(command));
        command.getSubcommands().values().forEach(each -> commands.addAll(all(each)));
        return commands;
    }

    @Test
    void without_a_command_the_help_is_shown_by_what_one_wants_to_do() {
        Ran ran = Ran.arena();
        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .containsSubsequence(
                        "Trade\n",
                        "  orders ",
                        "Set up\n",
                        "  register ",
                        "Run an arena\n",
                        "  server ",
                        "Exit codes: 0 ");
        assertThat(ran.out()).as("every command has a group").doesNotContain("More\n");
        assertThat(ran).isEqualTo(Ran.arena("--help"));
    }

    @Test
    void every_command_says_what_it_does_and_every_option_what_it_means() {
        assertThat(all(Arena.commandLine())).hasSizeGreaterThan(15).allSatisfy(command -> {
            String name = command.getCommandSpec().qualifiedName();
            assertThat(command.getCommandSpec().usageMessage().description())
                    .as(name)
                    .isNotEmpty();
            assertThat(command.getCommandSpec().args())
                    .allSatisfy(argument -> assertThat(argument.description())
                            .as(name + " " + argument.paramLabel())
                            .isNotEmpty());
            assertThat(command.getUsageMessage(CommandLine.Help.Ansi.OFF))
                    .as(name)
                    .doesNotContain("null");
        });
    }

    @Test
    void what_answers_has_json() {
        assertThat(all(Arena.commandLine()))
                .filteredOn(command -> command.getSubcommands().isEmpty())
                .filteredOn(command -> !command.getCommandName().equals("server"))
                .allSatisfy(command -> assertThat(command.getCommandSpec().findOption("--json"))
                        .as(command.getCommandSpec().qualifiedName())
                        .isNotNull());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ordres                                                   | Did you mean: orders
                    orders --limt 5                                          | Did you mean: --limit
                    orders --limit x                                         | --limit
                    orders --limit -1 --collective a                         | --limit must be 0 or more
                    orders --symbol BTCUSD                                   | is no symbol; write BTC/USD or btc-usd
                    orders --status late                                     | pending
                    orders --collective Alpha                                | is no id
                    orders --server ftp://x --collective a                   | http://host:port
                    orders --server http://u:p@x --collective a              | http://host:port
                    register alpha --deposit USD                             | --deposit
                    register alpha --deposit USD=-5                          | is no amount
                    register alpha --deposit USD=1e3                         | is no amount
                    register                                                 | COLLECTIVE
                    sessions disconnect bot                                  | --collective
                    trade                                                    | Missing required subcommand
                    trade buy BTC/USD 1                                      | --price
                    trade buy BTC/USD 1 --price 5 --market                   | mutually exclusive
                    trade buy BTC/USD 0 --market                             | is no amount
                    trade buy BTC/USD 1 --market --post-only                 | market order
                    trade buy BTC/USD 1 --market --tif gtc                   | market order
                    trade buy BTC/USD 1 --price 5 --tif ioc --post-only      | --post-only needs
                    trade buy BTC/USD 1 --price 5 --tif later                | gtc
                    trade buy BTC/USD 1 --price 5 --timeout 5                | is no duration
                    trade cancel                                             | ORDER_ID
                    trade cancel alpha.e.1 --id mine                         | mutually exclusive
                    trade amend alpha.e.1                                    | --price or --quantity
                    watch --from 0                                           | neither `start` nor
                    cluster-demo --nodes 0                                   | --nodes must be 1 to 5
                    cluster-demo --nodes 6                                   | --nodes must be 1 to 5
                    cluster-demo --port 65534                                | --port must be 1 to 65533
                    completion fish                                          | bash
                    """)
    void a_misuse_is_exit_code_2_with_one_line_that_says_what_is_wrong(String line, String expected) {
        String[] arguments = line.strip().split(" +");
        Ran ran = Ran.arena(arguments);
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith("arena: ")
                .contains(expected.strip())
                .contains(" --help')")
                .hasLineCount(1);
        List<String> json = new ArrayList<>(List.of(arguments));
        json.add("--json");
        Ran forPrograms = Ran.arena(json.toArray(String[]::new));
        assertThat(forPrograms.exit()).isEqualTo(2);
        assertThat(forPrograms.error().path("code").asText()).isEqualTo("USAGE");
    }

    @Test
    void a_command_without_a_collective_asks_for_one() {
        Ran ran = Ran.arena("orders");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).isEqualTo("arena: which collective? Name it with --collective or ARENA_COLLECTIVE\n");
    }
}
