package org.tradingarena.cli.watch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradingarena.client.ConnectionState;
import org.tradingarena.client.Continuity;
import org.tradingarena.client.model.Account;
import org.tradingarena.client.model.Order;
import org.tradingarena.domain.OrderStatus;

class ScreenTest {
    private static final Instant NOW = Samples.NOON.plusSeconds(60);

    private static List<AttributedString> draw(int columns, int rows, Charset charset, Watched watched) {
        return new Screen(columns, rows, Glyphs.of(charset), ZoneOffset.UTC).draw(watched, NOW);
    }

    private static String text(List<AttributedString> lines) {
        return lines.stream().map(line -> line.toString().stripTrailing()).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String text(Watched watched) {
        return text(draw(100, 24, UTF_8, watched));
    }

    @Test
    void the_connection_comes_first_then_book_and_trades_orders_money_and_events() {
        assertThat(text(Samples.watched())).isEqualTo("""
                 LIVE   alpha/cli-watch                                                                     12:01:00
                seq 59  resumed, 12 events replayed                                            http://127.0.0.1:8080
                 BTC/USD  64,010.25 ▼ 120.50
                                 SIZE         BID   ASK           SIZE                  TRADES         PRICE    SIZE
                          ██   0.5000  64,010.00•   64,012.00   0.2500  █               12:00:03 ▼ 64,010.25   1.000
                       █████   1.2500  64,009.50    64,013.75   2.0000  ████████        12:00:02 ▲ 64,012.00   0.125
                ████████████   3.0000  64,000.00    64,020.00   0.0625  █





                OPEN ORDERS  SIDE  QUANTITY  FILLED   PRICE  STATUS            AGE  CLIENT  CLIENT ORDER ID
                BTC/USD      buy        0.5     0.2  64,010  partially filled  2m   cli     my-1
                BALANCE     TOTAL  AVAILABLE   POSITION  QUANTITY  AVERAGE  UNREALIZED  REALIZED
                BTC           2.2        2.2   BTC/USD        0.2   64,000        2.05         0
                USD      87,198.0   68,000.5
                EVENTS
                12:00:59  59      filled  buy 0.2 of 0.5 BTC/USD at 64,010 (maker)
                12:00:58  58      accepted  buy 0.5 BTC/USD at 64,010  replayed
                12:00:01          resumed, 12 events replayed


                q quit   r reconnect now   tab next symbol
                """);
    }

    @Test
    void a_lost_connection_says_why_and_counts_down_while_all_that_was_known_stays() {
        assertThat(text(Samples.waiting()))
                .startsWith(" RECONNECTING   alpha/cli-watch  in 2 s, attempt 2: connection refused")
                .contains("64,010.00•", "my-1", "USD      87,198.0");
    }

    @Test
    void before_anything_is_known_the_screen_says_so() {
        assertThat(text(Watched.begin(Samples.WHO, List.of(), Samples.NOON)))
                .contains(" STARTING   alpha", "no record yet", "no market data yet", "no state yet");
    }

    @Test
    void an_end_for_good_says_how_to_go_on() {
        Watched ended = Samples.watched().after(new ConnectionState.Ended("session taken over", 4501), NOW);
        assertThat(text(ended)).startsWith(" ENDED   alpha/cli-watch  press r: session taken over");
    }

    @Test
    void a_record_that_was_not_continued_is_told_as_that() {
        Watched reset = Samples.watched().after(new Continuity.Reset(Samples.position(7), "EPOCH_CHANGED"), NOW);
        assertThat(text(reset)).contains("seq 7  reset, because EPOCH_CHANGED");
    }

    @Test
    void more_orders_than_there_is_room_for_are_counted() {
        List<Order> orders = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            orders.add(Samples.order(OrderStatus.OPEN, "0"));
        }
        Account account = Samples.account();
        Watched watched = Samples.watched()
                .with(new Account(account.position(), account.balances(), account.positions(), orders));
        assertThat(text(watched)).contains("… and 37 more");
    }

    @ParameterizedTest
    @CsvSource({"100, 24", "80, 24", "200, 60", "60, 12", "20, 5", "1, 1"})
    void no_line_is_wider_than_the_terminal_and_there_are_as_many_as_it_has(int columns, int rows) {
        for (Watched watched :
                List.of(Samples.watched(), Samples.waiting(), Watched.begin(Samples.WHO, List.of(), Samples.NOON))) {
            assertThat(draw(columns, rows, UTF_8, watched))
                    .hasSize(rows)
                    .allSatisfy(line -> assertThat(line.columnLength()).isEqualTo(columns));
        }
    }

    @Test
    void a_terminal_of_ascii_gets_ascii() {
        assertThat(US_ASCII.newEncoder().canEncode(text(draw(100, 24, US_ASCII, Samples.watched()))))
                .isTrue();
    }

    @Test
    void the_badge_is_green_only_when_live() {
        assertThat(draw(100, 24, UTF_8, Samples.watched()).getFirst().toAnsi()).startsWith("\u001b[7;32m LIVE ");
        assertThat(draw(100, 24, UTF_8, Samples.waiting()).getFirst().toAnsi())
                .startsWith("\u001b[7;33m RECONNECTING ");
        Watched polling = Samples.watched().after(new ConnectionState.Live(ConnectionState.Transport.LONG_POLL), NOW);
        assertThat(draw(100, 24, UTF_8, polling).getFirst().toAnsi()).startsWith("\u001b[7;33m LIVE ");
    }

    @Test
    void a_wait_that_is_over_counts_no_further() {
        Watched late = Samples.watched()
                .after(new ConnectionState.Waiting(Duration.ofSeconds(1), 3, true, "why"), NOW.minusSeconds(30));
        assertThat(text(late)).startsWith(" PAUSED   alpha/cli-watch  in 0 s, attempt 3: why");
    }
}
