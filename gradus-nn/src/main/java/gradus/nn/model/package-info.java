/// Networks: layers joined by name, from Java or from YAML.
///
/// **Start at** {@link gradus.nn.model.Network}. **Depends on** `gradus.nn.layer`. **The one
/// idea:** a network is a template; for each batch size and purpose it is instantiated as a
/// concrete graph, and all its graphs share their parameters by name. **Not here:** training
/// (`gradus.nn.train`).
@NullMarked
package gradus.nn.model;

import org.jspecify.annotations.NullMarked;
