package io.sabot.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Draws what a process held over time: a panel for each measure, from zero up. */
final class SoakPicture {
  private static final int LEFT = 60;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 70;
  private static final int PANEL = 115;
  private static final double ROOM_ABOVE = 1.2;

  private final SoakNumbers numbers;
  private final double end;
  private final StringBuilder svg = new StringBuilder();

  private SoakPicture(SoakNumbers numbers) {
    this.numbers = numbers;
    this.end = numbers.samples().getLast().seconds();
  }

  static void draw(SoakNumbers numbers, Path file) {
    try {
      Files.writeString(file, new SoakPicture(numbers).text());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String text() {
    int count = SoakSample.MEASURES.size();
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"11\">",
        LEFT + WIDTH + 20, count * PANEL + 20);
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    for (int measure = 0; measure < count; measure++) {
      panel(measure, measure * PANEL + 25);
    }
    add("</svg>");
    return svg.toString();
  }

  private void panel(int measure, int top) {
    double most =
        numbers.samples().stream()
                .mapToDouble(sample -> sample.values().get(measure))
                .max()
                .orElse(0)
            * ROOM_ABOVE;
    double scale = Math.max(1, most);
    int bottom = top + HEIGHT;
    add(
        "<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>",
        LEFT, top - 6, SoakSample.MEASURES.get(measure).name());
    for (int half = 0; half <= 2; half++) {
      int y = bottom - half * HEIGHT / 2;
      add(
          "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#ddd\"/>",
          LEFT, y, LEFT + WIDTH, y);
      add(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.1f</text>",
          LEFT - 6, y + 4, scale * half / 2);
    }
    StringBuilder points = new StringBuilder();
    for (SoakSample sample : numbers.samples()) {
      points.append(
          String.format(
              Locale.ROOT,
              "%.1f,%.1f ",
              LEFT + sample.seconds() / end * WIDTH,
              bottom - sample.values().get(measure) / scale * HEIGHT));
    }
    add(
        "<polyline fill=\"none\" stroke=\"#1f6fb4\" stroke-width=\"1.5\" points=\"%s\"/>",
        points.toString().strip());
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.0f s</text>",
        LEFT + WIDTH, bottom + 13, end);
  }

  private void add(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
