/// Limits of functions of one variable, by laws.
///
/// **Start at** {@link gradus.algebra.limits.Tending}. **Depends on** `gradus.algebra.checker` and
/// `gradus.algebra.signs` for equations and signs of what does not vary. **The one idea:** a search
/// writes the function in a form whose limit is plain; the judge of equations says whether the form
/// is the function, and a few laws (continuity, exponentials against powers, l'Hôpital) say what it
/// tends to. No value is looked at. **Not here:** what is said of a claim about a limit
/// (`gradus.algebra.decide`).
@NullMarked
package gradus.algebra.limits;

import org.jspecify.annotations.NullMarked;
