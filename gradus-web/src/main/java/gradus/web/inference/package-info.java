/// Models served by the Open Inference Protocol, version 2, over REST.
///
/// **Start at** {@link gradus.web.inference.InferenceServer}. **Depends on** `gradus.web.http`,
/// `gradus.nn`, `gradus.onnx`, `gradus.explain`. **The one idea:** requests wait in a bounded queue
/// and are computed together, and a row's answer has the same bits whatever was computed beside it.
/// **Not here:** the listening itself (`gradus.web.http`), the Java client (`gradus.web.client`).
@NullMarked
package gradus.web.inference;

import org.jspecify.annotations.NullMarked;
