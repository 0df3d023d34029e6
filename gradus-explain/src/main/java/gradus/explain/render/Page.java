package gradus.explain.render;

/// A page that needs no other file, in the look of the reports.
public final class Page {

  private Page() {}

  /// The page.
  ///
  /// @param title what stands above it
  /// @param body its HTML
  public static String of(String title, String body) {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title><style>
    %s
    section { border-top: 1px solid var(--line); margin-top: 2rem; }
    .wrong { color: rgb(var(--bad)); } .right { color: rgb(var(--good)); }
    .note { border-left: 3px solid var(--line); margin: .5rem 0; padding: .1rem 0 .1rem .8rem; }
    nav { margin: 1rem 0; } nav a { margin-right: .8rem; } a { color: var(--a); }
    @media print { body { max-width: none; margin: 0; } section { break-inside: avoid-page; } }
    </style></head><body>
    %s
    </body></html>
    """
        .formatted(Html.escape(title), RunReport.STYLE, body);
  }
}
