package gradus.bench.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
      chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
      chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
      times.forEach(
          (threads, bySize) ->
              chart.addSeries(
                  threads == 1 ? "1 thread" : threads + " threads",
                  new ArrayList<>(bySize.keySet()),
                  new ArrayList<>(bySize.values())));
      String file = "growth-" + growth.name().toLowerCase(Locale.ROOT);
      BitmapEncoder.saveBitmap(chart, folder.resolve(file).toString(), BitmapFormat.PNG);
    }
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
