package gradus.nn.data;

import java.util.Arrays;
import java.util.List;

/// One way in which people write a digit: its strokes and how common it is.
///
/// The table is the knowledge of this package about handwriting: each digit has several topologies
/// (a one with and without a flag, a seven with and without a bar, a four open and closed).
record Glyph(int share, List<Stroke> strokes) {
  private static final List<List<Glyph>> GLYPHS =
      List.of(
          List.of(
              glyph(5, "62,7 38,8 20,26 14,54 24,82 48,95 74,86 86,58 82,28 66,9 42,7"),
              glyph(3, "60,6 34,12 20,38 20,68 34,91 58,93 76,76 82,48 74,20 52,6 36,12"),
              glyph(2, "72,16 52,5 30,14 17,42 20,74 40,94 64,90 80,66 80,36 64,10")),
          List.of(
              glyph(5, "50,5 50,50 50,95"),
              glyph(3, "32,28 53,5! 52,50 51,95"),
              glyph(2, "32,26 52,6! 51,50 51,94", "28,95 50,94 75,95"),
              glyph(1, "50,6 50,50 50,94", "32,94 50,95 70,94")),
          List.of(
              glyph(4, "18,28 28,10 54,4 78,20 74,44 48,68 18,94! 50,93 84,93"),
              glyph(3, "20,26 34,8 60,6 76,24 66,52 42,80 24,92 16,82 30,76 56,88 86,90"),
              glyph(2, "22,22 42,6 70,10 76,32 58,62 24,92! 54,86 82,94")),
          List.of(
              glyph(4, "20,15 45,4 72,14 70,36 42,47! 74,56 80,78 52,96 18,86"),
              glyph(3, "22,14 48,4 72,16 66,38 48,48 70,56 78,76 54,95 20,88"),
              glyph(2, "20,8 50,7 78,7! 60,26 44,42! 74,54 80,78 50,96 18,84")),
          List.of(
              glyph(4, "32,6 24,32 16,58! 50,58 86,57", "66,30 64,62 61,96"),
              glyph(3, "22,8 22,34 36,52 58,52 76,46", "78,6 75,50 72,96"),
              glyph(3, "62,96 64,50 66,5! 38,36 12,66! 50,65 90,64")),
          List.of(
              glyph(4, "28,8 25,26 23,44! 50,38 78,52 78,80 50,96 18,86", "28,8 54,8 82,6"),
              glyph(3, "78,7 52,8 28,9! 26,26 23,46! 52,40 80,56 76,82 48,96 18,88"),
              glyph(2, "78,10 46,8 28,22 38,42 66,54 76,72 58,94 20,88")),
          List.of(
              glyph(5, "68,6 40,22 22,54 26,84 52,96 76,82 72,60 50,54 26,68"),
              glyph(3, "54,5 36,32 24,66 34,92 60,94 74,76 62,58 40,62 26,76"),
              glyph(2, "76,14 52,5 28,24 18,60 30,90 58,94 78,74 64,54 40,56 22,72")),
          List.of(
              glyph(5, "16,9 50,9 83,8! 62,48 42,96"),
              glyph(3, "16,9 50,8 83,8! 60,50 44,96", "30,52 52,50 76,49"),
              glyph(2, "20,24 17,9! 50,9 82,8! 56,46 48,96"),
              glyph(1, "16,12 44,8 72,8 80,20 60,56 46,96")),
          List.of(
              glyph(5, "68,14 46,5 24,20 36,42 66,58 78,80 50,96 22,80 36,58 66,42 76,22 60,8"),
              glyph(
                  2,
                  "50,48 28,36 30,12 50,5 72,14 72,36 50,48 24,62 24,86 50,96 76,84 76,62 50,48"),
              glyph(2, "52,46 32,34 32,12 52,5 70,18 62,38 34,60 28,84 52,95 76,82 66,60 44,44")),
          List.of(
              glyph(4, "76,24 52,6 26,18 26,42 50,52 74,36 77,22! 75,58 70,96"),
              glyph(3, "74,26 50,6 26,22 30,46 56,50 76,26! 76,64 56,93 28,90"),
              glyph(2, "76,18 48,6 24,26 36,48 62,44 77,16! 62,58 46,96")));

  private static Glyph glyph(int share, String... strokes) {
    return new Glyph(share, Arrays.stream(strokes).map(Stroke::of).toList());
  }

  /// The ways in which the digit is written.
  static List<Glyph> of(int digit) {
    return GLYPHS.get(digit);
  }

  /// One of the digit's ways, drawn by its share.
  static Glyph pick(int digit, Draws draws) {
    List<Glyph> ways = of(digit);
    int left = draws.below(ways.stream().mapToInt(Glyph::share).sum());
    for (Glyph way : ways) {
      left -= way.share();
      if (left < 0) {
        return way;
      }
    }
    return ways.getLast();
  }
}
