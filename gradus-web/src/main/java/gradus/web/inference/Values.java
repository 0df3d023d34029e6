package gradus.web.inference;

import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// What one output holds: numbers, or words.
sealed interface Values {

  /// The sizes of all axes.
  Shape shape();

  /// The element type.
  Datatype datatype();

  /// Some rows, from one position of the first axis to before another.
  Values rows(int from, int to);

  /// Numbers.
  ///
  /// @param tensor the numbers as Gradus holds them
  /// @param datatype what they are told as
  record Numbers(Tensor tensor, Datatype datatype) implements Values {

    /// Numbers of a type that the protocol has too.
    Numbers(Tensor tensor) {
      this(tensor, Datatype.of(tensor.type().dtype()));
    }

    @Override
    public Shape shape() {
      return tensor.shape();
    }

    @Override
    public Values rows(int from, int to) {
      return new Numbers(Rows.slice(tensor, from, to), datatype);
    }
  }

  /// Words, one a row.
  record Words(List<String> words) implements Values {
    public Words {
      words = List.copyOf(words);
    }

    @Override
    public Shape shape() {
      return Shape.of(words.size());
    }

    @Override
    public Datatype datatype() {
      return Datatype.BYTES;
    }

    @Override
    public Values rows(int from, int to) {
      return new Words(words.subList(from, to));
    }
  }

  /// The words that stand at these positions of a list.
  static Values words(List<String> names, int[] positions) {
    return new Words(Arrays.stream(positions).mapToObj(names::get).toList());
  }
}
