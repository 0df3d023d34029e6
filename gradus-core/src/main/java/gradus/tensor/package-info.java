/// What is known of a tensor before its values: shape, element type; and a literal value.
///
/// **Start at** {@link gradus.tensor.TensorType}. **Depends on** nothing but `java.base`. **The one
/// idea:** a type is checked while the graph is built, so that data never meet a wrong shape. **Not
/// here:** operations (`gradus.op`), arithmetic on literals (`gradus.reference`), the buffers of a
/// running plan (`gradus.runtime.plan`).
@NullMarked
package gradus.tensor;

import org.jspecify.annotations.NullMarked;
