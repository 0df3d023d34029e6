package gradus.op.contraction;

import gradus.op.Op;

/// A bilinear operation that sums products over a shared axis.
public sealed interface Contraction extends Op permits MatMul {}
