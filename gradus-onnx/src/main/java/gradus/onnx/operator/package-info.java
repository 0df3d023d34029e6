/// What each operator of ONNX means: the nodes of Gradus that it becomes, for every version of it.
///
/// **Start at** {@link gradus.onnx.operator.Operators}. **Depends on** `gradus.onnx.model`,
/// `gradus.op`, `gradus.reference`. **The one idea:** a table a family, operator and versions to a
/// method, so that the specification can be read beside it. **Not here:** files
/// (`gradus.onnx.read`), the order of nodes.
@NullMarked
package gradus.onnx.operator;

import org.jspecify.annotations.NullMarked;
