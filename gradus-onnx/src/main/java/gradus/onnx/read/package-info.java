/// Files of ONNX: checked once, then made into a graph for each binding of sizes.
///
/// **Start at** {@link gradus.onnx.read.OnnxModel}. **Depends on** `gradus.onnx.model`,
/// `gradus.onnx.operator`, `gradus.onnx.wire`. **The one idea:** a model is a template; what its
/// shapes depend on is worked out while a graph is made of it (decision 0004). **Not here:** what
/// an operator means (`gradus.onnx.operator`), running (`gradus.runtime.plan`).
@NullMarked
package gradus.onnx.read;

import org.jspecify.annotations.NullMarked;
