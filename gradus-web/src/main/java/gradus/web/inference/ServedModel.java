package gradus.web.inference;

import gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A model that is ready to answer; many threads may use it at once.
interface ServedModel {

  /// What it was made from, in the protocol's words.
  String platform();

  /// What it must be given.
  List<TensorSpec> inputs();

  /// What it answers.
  List<TensorSpec> outputs();

  /// Whether rows of several requests may be computed together, and a request's rows apart.
  boolean joinsRows();

  /// The outputs for these inputs, by name.
  ///
  /// Throws {@link IllegalArgumentException} where a value is wrong, such as an index outside its
  /// table.
  ///
  /// @param inputs a tensor for each input, of its type
  Map<String, Values> run(Map<String, Tensor> inputs);

  /// What explains its predictions, where it can be explained.
  Optional<Explainer> explainer();
}
