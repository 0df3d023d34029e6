/// A model as ONNX says it, checked and without protobuf: graphs of nodes that name values.
///
/// **Start at** {@link gradus.onnx.model.OnnxGraph}. **Depends on** `gradus.tensor`. **The one
/// idea:** plain immutable data between the file and the graph of Gradus, the same for reading and
/// writing. **Not here:** bytes (`gradus.onnx.wire`), what an operator means
/// (`gradus.onnx.operator`).
@NullMarked
package gradus.onnx.model;

import org.jspecify.annotations.NullMarked;
