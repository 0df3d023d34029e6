/// Deciding, exactly, whether two formulas are the same function.
///
/// **Start at** {@link gradus.algebra.Goal}. **Depends on** `gradus.formula`; nothing here samples
/// and calls it a proof. **The one idea:** a goal is normalised to rational functions in
/// independent exponentials, logarithms and sums, each rewriting is written down as a {@link
/// gradus.algebra.Step}, and a checker that shares no code with the prover replays them. **Not
/// here:** the language in which people write claims (`gradus.explain.claim`), values
/// (`gradus.reference`), how formulas are drawn (`gradus.explain.render`).
@NullMarked
package gradus.algebra;

import org.jspecify.annotations.NullMarked;
