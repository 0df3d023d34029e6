/// What people read: summaries, and how they are drawn. Knows nothing of commands and terminals.
module gradus.explain {
  requires transitive gradus.algebra;
  requires transitive gradus.nn;
  requires java.desktop;

  exports gradus.explain.assignment;
  exports gradus.explain.claim;
  exports gradus.explain.derive;
  exports gradus.explain.lint;
  exports gradus.explain.loss;
  exports gradus.explain.notation;
  exports gradus.explain.render;
  exports gradus.explain.summary;

  provides gradus.nn.rewrite.LawProver with
      gradus.explain.law.LawProofs;
}
