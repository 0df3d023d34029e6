package gradus.rewrite;

import gradus.op.Node;

/// A law that was used on a node.
///
/// @param law the law's name; `lowering` and `sharing` are passes
/// @param exactness whether every bit is kept
/// @param before the node
/// @param after what stands in its place
public record Applied(String law, Rule.Exactness exactness, Node before, Node after) {}
