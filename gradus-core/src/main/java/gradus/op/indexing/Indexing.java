package gradus.op.indexing;

import gradus.op.Op;

/// An operation with an input of positions (i32 or i64).
public sealed interface Indexing extends Op permits OneHot {}
