/// Networks of Gradus as files of ONNX, with the operators that other tools know.
///
/// **Start at** {@link gradus.onnx.write.OnnxWriter}. **Depends on** `gradus.nn.model`,
/// `gradus.onnx.wire`. **The one idea:** layers are written, not the graphs that they become: one
/// node of ONNX for each where there is one, and every name of Gradus stays. **Not here:**
/// training, which ONNX has no place for; reading (`gradus.onnx.read`).
@NullMarked
package gradus.onnx.write;

import org.jspecify.annotations.NullMarked;
