package io.sabot.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Draws how many times faster two threads are than one: a panel per size, two bars per question.
 */
final class ScalingPicture {
  private static final int LEFT = 50;
  private static final int STEP = 46;
  private static final int BAR = 17;
  private static final int PANEL = 230;
  private static final int HEIGHT = 160;
  private static final double MOST = 2.2;

  private final ScalingNumbers numbers;
  private final StringBuilder svg = new StringBuilder();

  private ScalingPicture(ScalingNumbers numbers) {
    this.numbers = numbers;
  }

  static void draw(ScalingNumbers numbers, Path file) {
    try {
      Files.writeString(file, new ScalingPicture(numbers).text());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String text() {
    List<Integer> sizes = numbers.rows();
    int width = LEFT + numbers.questions().size() * STEP + 20;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"11\">",
        width, sizes.size() * PANEL + 10);
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    for (int i = 0; i < sizes.size(); i++) {
      panel(sizes.get(i), i * PANEL + 30, width);
    }
    add("</svg>");
    return svg.toString();
  }

  private void panel(int rows, int top, int width) {
    int bottom = top + HEIGHT;
    add(
        "<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s rows: seconds on one thread / on"
            + " two</text>",
        LEFT, top - 12, String.format(Locale.ROOT, "%,d", rows));
    for (double mark = 0; mark <= 2; mark += 0.5) {
      int y = y(mark, bottom);
      add(
          "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#ddd\"/>",
          LEFT, y, width - 10, y);
      add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.1f</text>", LEFT - 6, y + 4, mark);
    }
    int x = LEFT + 6;
    for (String question : numbers.questions()) {
      bar(x, bottom, numbers.scaling(rows, question, ScalingNumbers.SABOT), "#1f6fb4");
      bar(x + BAR, bottom, numbers.scaling(rows, question, ScalingNumbers.DUCKDB), "#e0b400");
      add(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          x + BAR, bottom + 14, question);
      x += STEP;
    }
    legend(bottom + 32, "#1f6fb4", ScalingNumbers.SABOT, LEFT);
    legend(bottom + 32, "#e0b400", ScalingNumbers.DUCKDB, LEFT + 70);
  }

  private void legend(int y, String colour, String engine, int x) {
    add("<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"10\" fill=\"%s\"/>", x, y - 9, colour);
    add("<text x=\"%d\" y=\"%d\">%s</text>", x + 14, y, engine);
  }

  private void bar(int x, int bottom, double value, String colour) {
    if (Double.isNaN(value)) {
      return;
    }
    int y = y(value, bottom);
    add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"><title>%.2f</title></rect>",
        x, y, BAR - 2, bottom - y, colour, value);
  }

  private static int y(double value, int bottom) {
    return (int) Math.round(bottom - Math.min(value, MOST) / MOST * HEIGHT);
  }

  private void add(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
