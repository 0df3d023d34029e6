/// What a TensorBoard event file holds, field by field: generated from `tensorboard.proto`, which
/// is written after the schemas of TensorBoard.
///
/// **Start at** `tensorboard.proto`, message `EventProto`. **Depends on** protobuf's run-time
/// library alone. **The one idea:** these classes carry bytes and mean nothing; what they say is
/// checked by `gradus.runs.event`. **Not here:** any code written by hand.
@NullMarked
package gradus.runs.wire;

import org.jspecify.annotations.NullMarked;
