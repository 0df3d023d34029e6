package gradus.explain.assignment;

import java.util.List;

/// The answer to one item.
///
/// @param item its number: `2.4`
/// @param title what is asked
/// @param pieces the answer, with values calculated now
/// @param claims what is put to the prover beside it
/// @param errata what the source text says wrongly here
public record Answer(
    String item, String title, List<Piece> pieces, List<SourceClaim> claims, List<Erratum> errata) {

  public Answer {
    pieces = List.copyOf(pieces);
    claims = List.copyOf(claims);
    errata = List.copyOf(errata);
  }

  /// An answer with the claims and the errata of the source text about the item.
  static Answer of(String item, String title, List<Piece> pieces) {
    return new Answer(item, title, pieces, SourceClaim.of(item), Erratum.of(item));
  }
}
