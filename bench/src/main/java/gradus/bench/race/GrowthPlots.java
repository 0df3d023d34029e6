package gradus.bench.race;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/// The times of {@link Growth} as pictures, both axes logarithmic: `growth-batch.png`, ….
final class GrowthPlots {

  private GrowthPlots() {}

  /// Draws what is among these lines of the race.
  static void draw(List<String> lines, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Growth growth : Growth.values()) {
      Map<Integer, Map<Integer, Double>> times = times(growth, lines);
      if (times.isEmpty()) {
        continue;
      }
      XYChart chart =
          new XYChartBuilder()
              .width(620)
              .height(360)
              .title("Time of a training step by " + growth.what())
              .xAxisTitle(growth.what())
              .yAxisTitle("milliseconds")
              .build();
      chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
      chart.getStyler().setChartBackgroundColor(Color.WHITE);
      chart.setCustomXAxisTickLabelsFormatter(GrowthPlots::powerOfTwo);
      chart.setCustomYAxisTickLabelsFormatter(
          y -> String.format(Locale.ROOT, "%.3g", Math.pow(10, y)));
      times.forEach(
          (threads, bySize) ->
              chart.addSeries(
                  threads == 1 ? "1 thread" : threads + " threads",
                  bySize.keySet().stream().map(GrowthPlots::log2).toList(),
                  bySize.values().stream().map(Math::log10).toList()));
      String file = "growth-" + growth.name().toLowerCase(Locale.ROOT) + ".png";
      try (OutputStream out = Files.newOutputStream(folder.resolve(file))) {
        BitmapEncoder.saveBitmap(chart, out, BitmapFormat.PNG);
      }
    }
  }

  private static double log2(int size) {
    return Math.log(size) / Math.log(2);
  }

  /// A label for whole powers alone.
  private static String powerOfTwo(double exponent) {
    return exponent == Math.rint(exponent) ? String.valueOf(Math.round(Math.pow(2, exponent))) : "";
  }

  /// The median times in ms by threads and size.
  private static Map<Integer, Map<Integer, Double>> times(Growth growth, List<String> lines) {
    Map<Integer, Map<Integer, Double>> times = new TreeMap<>();
    for (String line : lines) {
      String[] fields = line.split(",", -1);
      if (fields[0].startsWith(growth.family()) && fields[3].equals("step_time")) {
        times
            .computeIfAbsent(Integer.parseInt(fields[2]), threads -> new TreeMap<>())
            .put(growth.size(fields[0]), Double.parseDouble(fields[4]));
      }
    }
    return times;
  }
}
