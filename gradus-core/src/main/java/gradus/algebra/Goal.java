package gradus.algebra;

import gradus.formula.Condition.Relation;
import gradus.formula.Formula;

/// What is to be shown: at every value that the setting allows and at which both sides are defined,
/// `left relation right`.
///
/// A derivative is written `Call("derivative", [f, v])` where `v` is a variable or an entry of a
/// tensor. Indices and bounds are integers, everything else is real.
///
/// @param setting what is known of the names
/// @param left the first term
/// @param relation which
/// @param right the second term
public record Goal(Setting setting, Formula left, Relation relation, Formula right) {}
