package gradus.nn.data;

import gradus.random.Philox;

/// The random draws of one thing (an example, an epoch), taken one after another from its own
/// stream.
///
/// Mutable: it counts how many draws were taken. Two things never share a stream, so what one of
/// them looks like does not depend on which others were made before it. Every draw takes one whole
/// block of Philox, so that draws of different kinds never read the same words.
final class Draws {
  private final Philox stream;
  private long taken;

  private Draws(Philox stream) {
    this.stream = stream;
  }

  /// The draws for one example in one epoch; the purpose keeps them apart from all others of the
  /// seed.
  static Draws of(long seed, Purpose purpose, int epoch, int example) {
    return new Draws(purpose.stream(seed, epoch, example));
  }

  /// A number in [0, 1).
  double uniform() {
    return stream.uniformDouble(2 * taken++);
  }

  /// A number in [low, high).
  double between(double low, double high) {
    return low + (high - low) * uniform();
  }

  /// A whole number in [0, bound).
  int below(int bound) {
    return stream.below(bound, 2 * taken++);
  }

  /// True with the given probability.
  boolean chance(double probability) {
    return uniform() < probability;
  }

  /// A number from the standard normal distribution.
  double normal() {
    return stream.normal(taken++);
  }
}
