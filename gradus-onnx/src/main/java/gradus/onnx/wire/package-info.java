/// What an ONNX file holds, field by field: generated from `onnx.proto`, which is written after the
/// schema of ONNX.
///
/// **Start at** `onnx.proto`, message `ModelProto`. **Depends on** protobuf's run-time library
/// alone. **The one idea:** these classes carry bytes and mean nothing; what they say is checked by
/// `gradus.onnx.read`. **Not here:** any code written by hand.
@NullMarked
package gradus.onnx.wire;

import org.jspecify.annotations.NullMarked;
