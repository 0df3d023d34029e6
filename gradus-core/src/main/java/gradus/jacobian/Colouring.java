package gradus.jacobian;

import gradus.autodiff.Tangents;
import gradus.op.Node;
import gradus.reference.Judge;
import gradus.reference.Value;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A banded Jacobian from as many products as it has diagonals.
///
/// Columns that are a whole bandwidth apart share no row, so one product with the sum of their unit
/// vectors gives all of them: column `n` has the colour `n mod width`.
public final class Colouring {

  private Colouring() {}

  /// The entries of a Jacobian that is known to vanish off some diagonals.
  ///
  /// @param judge who evaluates
  /// @param output the node that is differentiated
  /// @param input the node by which it is
  /// @param diagonals which diagonals may be other than 0
  /// @param feeds the values of inputs, parameters and states
  public static <T> Banded<T> recover(
      Judge<T> judge, Node output, Node input, Diagonals diagonals, Map<Node, Tensor> feeds) {
    int width = diagonals.width();
    int columns = input.type().shape().elements();
    List<Node> products = new ArrayList<>();
    for (int colour = 0; colour < width; colour++) {
      products.add(Tangents.of(output, Map.of(input, seed(input, colour, width))));
    }
    List<Value<T>> found = judge.values(products, feeds);
    List<List<T>> bands = new ArrayList<>();
    for (int i = 0; i < output.type().shape().elements(); i++) {
      List<T> band = new ArrayList<>();
      for (int j = i - diagonals.lower(); j <= i + diagonals.upper(); j++) {
        boolean inside = j >= 0 && j < columns;
        band.add(inside ? found.get(Math.floorMod(j, width)).at(i) : judge.numbers().of(0L));
      }
      bands.add(band);
    }
    return new Banded<>(judge.numbers(), columns, diagonals.lower(), bands);
  }

  /// The diagonals from `j = i − lower` to `j = i + upper`.
  ///
  /// @param lower how far to the left of the main diagonal
  /// @param upper how far to the right of it
  public record Diagonals(int lower, int upper) {

    public Diagonals {
      if (lower + upper < 0) {
        throw new IllegalArgumentException(
            "Diagonals(lower=%d, upper=%d): expected one diagonal or more, found none. Let lower + upper be 0 or more."
                .formatted(lower, upper));
      }
    }

    /// How many there are: as many products as are needed.
    public int width() {
      return lower + upper + 1;
    }
  }

  private static Node seed(Node input, int colour, int width) {
    double[] seed = new double[input.type().shape().elements()];
    for (int n = colour; n < seed.length; n += width) {
      seed[n] = 1;
    }
    return Node.constant(Tensor.of(input.type().shape(), seed)).as(input.type().dtype());
  }
}
