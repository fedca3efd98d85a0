package dev.weft.server.command;

import java.io.PrintWriter;
import java.util.List;

/** Rows of text in columns. */
final class Columns {

    private static final int GAP = 2;

    private Columns() {}

    /** Prints rows; each cell but the last of a row is as wide as the widest in its column. */
    static void print(PrintWriter out, String indent, List<List<String>> rows) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int column = 0; column < row.size() - 1; column++) {
                String cell = row.get(column);
                line.append(cell).append(" ".repeat(width(rows, column) - cell.length() + GAP));
            }
            out.println(line.append(row.getLast()).toString().stripTrailing());
        }
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream()
                .filter(row -> column < row.size() - 1)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }
}
