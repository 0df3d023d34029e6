/// Models of ONNX as networks of layers, for everything that Gradus does with its own.
///
/// **Start at** {@link gradus.onnx.network.OnnxNetwork}. **Depends on** `gradus.onnx.read` and
/// `gradus.nn.model`. **The one idea:** a node whose meaning is a layer becomes that layer; any
/// other becomes a layer that holds the node, with the shapes that it works out by itself. **Not
/// here:** what operators mean (`gradus.onnx.operator`), files (`gradus.onnx.read`,
/// `gradus.onnx.write`).
@NullMarked
package gradus.onnx.network;

import org.jspecify.annotations.NullMarked;
