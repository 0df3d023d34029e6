/// Layers: functions with parameters, as records over graphs.
///
/// **Start at** {@link gradus.nn.layer.Layer}. **Depends on** `gradus.op`, `gradus.nn.init`. **The
/// one idea:** a layer says how it builds its part of the graph for any batch; it holds no values.
/// **Not here:** how layers are joined (`gradus.nn.model`), values (`gradus.runtime.plan`).
@NullMarked
package gradus.nn.layer;

import org.jspecify.annotations.NullMarked;
