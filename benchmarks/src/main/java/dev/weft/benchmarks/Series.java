package dev.weft.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** One figure, measured once per round. */
final class Series {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** The middle value; the mean of the two middle ones if their number is even. NaN if there is none. */
    double median() {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int upper = sorted.size() / 2;
        int lower = (sorted.size() - 1) / 2;
        return (sorted.get(lower) + sorted.get(upper)) / 2;
    }

    /** The median, with the smallest and the largest value if there are several. */
    String describe() {
        if (values.isEmpty()) {
            return "-";
        }
        if (values.size() == 1) {
            return round(median());
        }
        return "%s (%s-%s)".formatted(round(median()), round(Collections.min(values)), round(Collections.max(values)));
    }

    /** Three significant digits: the noise of a run leaves no meaning in a fourth. */
    static String round(double value) {
        double size = Math.abs(value);
        int decimals = size < 10 ? 2 : size < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
