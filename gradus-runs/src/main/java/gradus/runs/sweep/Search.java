package gradus.runs.sweep;

import java.util.ArrayList;
import java.util.List;

/// How a sweep chooses its trials.
public sealed interface Search {

  /// Every combination of the listed values.
  record Grid() implements Search {}

  /// Trials drawn at random. Source: Bergstra and Bengio 2012.
  ///
  /// @param trials how many
  record Random(int trials) implements Search {}

  /// Successive halving: all trials make a few epochs, the best of each `eta` go on for `eta` times
  /// as many, and so on to the full length. Source: Jamieson and Talwalkar 2016, algorithm 1, with
  /// the rungs of Li, Jamieson, DeSalvo, Rostamizadeh and Talwalkar 2018 ("Hyperband"), algorithm
  /// 1, lines 5 to 9, for one bracket.
  ///
  /// @param trials how many begin
  /// @param eta one in how many goes on, 2 or more
  /// @param minEpochs the fewest epochs of the first rung
  record Halving(int trials, int eta, int minEpochs) implements Search {

    /// The rungs for trials of a length: the last has all epochs, each before it `1/eta` of them,
    /// as long as that is no less than `minEpochs`.
    public List<Rung> rungs(int epochs) {
      int halvings = 0;
      while (epochs / Math.pow(eta, halvings + 1) >= minEpochs) {
        halvings++;
      }
      List<Rung> rungs = new ArrayList<>();
      for (int i = 0; i <= halvings; i++) {
        int length = (int) Math.max(1, Math.round(epochs * Math.pow(eta, (double) i - halvings)));
        int count = (int) Math.max(1, trials / Math.round(Math.pow(eta, i)));
        rungs.add(new Rung(length, count));
      }
      return rungs;
    }
  }

  /// A stage at which trials are compared.
  ///
  /// @param epochs how many epochs each has made there, counted from its beginning
  /// @param trials how many reach it, at most
  record Rung(int epochs, int trials) {}
}
