package org.tradingarena.it;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What an xterm would show, as far as a program that draws a screen needs one: text, the cursor, and what erases, inserts and deletes. */
final class VirtualScreen {
    private static final char ESCAPE = 27;

    private final int columns;
    private final char[][] cells;
    private final StringBuilder sequence = new StringBuilder();
    private int row;
    private int column;
    private boolean inSequence;
    private boolean alternate;
    private boolean cursorVisible = true;

    VirtualScreen(int columns, int rows) {
        this.columns = columns;
        this.cells = new char[rows][columns];
        clear(0, rows);
    }

    synchronized boolean isAlternate() {
        return alternate;
    }

    synchronized boolean isCursorVisible() {
        return cursorVisible;
    }

    synchronized void accept(char character) {
        if (inSequence) {
            sequence.append(character);
            if (isComplete()) {
                inSequence = false;
                obey(sequence.toString());
            }
        } else {
            plain(character);
        }
    }

    private void plain(char character) {
        switch (character) {
            case ESCAPE -> {
                inSequence = true;
                sequence.setLength(0);
            }
            case '\r' -> column = 0;
            case '\n' -> lineFeed();
            case '\b' -> column = Math.max(0, column - 1);
            case '\t' -> column = Math.min(columns - 1, (column / 8 + 1) * 8);
            default -> {
                if (character >= ' ') {
                    put(character);
                }
            }
        }
    }

    private void put(char character) {
        if (column == columns) { // the wrap that waits for the next character
            column = 0;
            lineFeed();
        }
        cells[row][column++] = character;
    }

    private void lineFeed() {
        if (row == cells.length - 1) {
            remove(0, 1);
        } else {
            row++;
        }
    }

    /** {@code ESC [ … letter}, {@code ESC ( B} and the like, or {@code ESC letter}. */
    private boolean isComplete() {
        char first = sequence.charAt(0);
        char last = sequence.charAt(sequence.length() - 1);
        return switch (first) {
            case '[' -> sequence.length() > 1 && last >= '@' && last <= '~';
            case '(', ')', '#' -> sequence.length() == 2;
            case ']' -> last == 7;
            default -> true;
        };
    }

    private void obey(String told) {
        if (told.charAt(0) != '[') {
            return;
        }
        String parameters = told.substring(1, told.length() - 1);
        char command = told.charAt(told.length() - 1);
        if (parameters.startsWith("?")) {
            setMode(parameters, command == 'h');
            return;
        }
        int count = Math.max(1, number(parameters, 0));
        switch (command) {
            case 'H', 'f' -> {
                row = Math.min(count, cells.length) - 1;
                column = Math.min(Math.max(1, number(parameters, 1)), columns) - 1;
            }
            case 'A' -> row = Math.max(0, row - count);
            case 'B' -> row = Math.min(cells.length - 1, row + count);
            case 'C' -> column = Math.min(columns - 1, column + count);
            case 'D' -> column = Math.max(0, column - count);
            case 'G' -> column = Math.min(columns, count) - 1;
            case 'd' -> row = Math.min(cells.length, count) - 1;
            case 'J' -> eraseDisplay(number(parameters, 0));
            case 'K' -> eraseLine(number(parameters, 0));
            case 'X' -> Arrays.fill(cells[row], at(), Math.min(columns, at() + count), ' ');
            case 'L' -> insert(row, count);
            case 'M' -> remove(row, count);
            case '@' -> shiftRight(count);
            case 'P' -> shiftLeft(count);
            default -> {} // colours and what does not move anything
        }
    }

    private void setMode(String mode, boolean on) {
        switch (mode) {
            case "?1049" -> {
                alternate = on;
                clear(0, cells.length);
                row = 0;
                column = 0;
            }
            case "?25" -> cursorVisible = on;
            default -> {}
        }
    }

    private int at() {
        return Math.min(column, columns - 1);
    }

    private void eraseDisplay(int what) {
        if (what == 0) {
            Arrays.fill(cells[row], at(), columns, ' ');
            clear(row + 1, cells.length);
        } else {
            clear(0, cells.length);
        }
    }

    private void eraseLine(int what) {
        Arrays.fill(cells[row], what == 0 ? at() : 0, what == 1 ? at() + 1 : columns, ' ');
    }

    private void insert(int from, int count) {
        for (int line = cells.length - 1; line >= from; line--) {
            cells[line] = line - count >= from ? cells[line - count] : blank();
        }
    }

    private void remove(int from, int count) {
        for (int line = from; line < cells.length; line++) {
            cells[line] = line + count < cells.length ? cells[line + count] : blank();
        }
    }

    private void shiftRight(int count) {
        for (int cell = columns - 1; cell >= at(); cell--) {
            cells[row][cell] = cell - count >= at() ? cells[row][cell - count] : ' ';
        }
    }

    private void shiftLeft(int count) {
        for (int cell = at(); cell < columns; cell++) {
            cells[row][cell] = cell + count < columns ? cells[row][cell + count] : ' ';
        }
    }

    private void clear(int from, int to) {
        for (int line = from; line < to; line++) {
            cells[line] = blank();
        }
    }

    private char[] blank() {
        char[] line = new char[columns];
        Arrays.fill(line, ' ');
        return line;
    }

    private static int number(String parameters, int index) {
        String[] numbers = parameters.split(";");
        return index < numbers.length && !numbers[index].isEmpty() ? Integer.parseInt(numbers[index]) : 0;
    }

    @Override
    public synchronized String toString() {
        return Arrays.stream(cells)
                .map(line -> new String(line).stripTrailing())
                .collect(Collectors.joining("\n"));
    }
}
