package gradus.runs.store;

import java.util.List;

/// The points of a run after a row, for curves that grow while someone looks.
///
/// @param revision the run's revision; if it is not that of the last tail, begin again from row 0
/// @param row the last row of `points`, or the row that was asked for: ask for what follows it next
/// @param status how the run stands
/// @param points the points, in the order of writing
public record Tail(long revision, long row, RunStatus status, List<Point> points) {

  public Tail {
    points = List.copyOf(points);
  }
}
