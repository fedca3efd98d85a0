package dev.weft.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown. */
final class MarkdownTable {

    private final List<String> lines = new ArrayList<>();

    MarkdownTable(List<String> header) {
        row(header);
        lines.add("|" + "---|".repeat(header.size()));
    }

    void row(List<String> cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
    }

    @Override
    public String toString() {
        return String.join(System.lineSeparator(), lines);
    }
}
