/** Claims to be the first of all: no advertiser can prove them in an ad. English, German, French and Spanish. */
const superlatives =
  /\b(?:the )?best\b(?! (?:before|regards|practices?))|#\s?1\b|\bno\.? ?1\b|\bnumber[ -]one\b|\bworld(?:'s|’s)? (?:first|leading|largest|best)\b|\b(?:cheapest|lowest prices?|unbeatable|unrivalled|unmatched|greatest|finest|leading|top[- ]rated|award[- ]winning|perfect|ultimate)\b|\b(?:der|die|das) (?:beste|billigste|günstigste|größte)[nrs]?\b|\bunschlagbar\w*|\bNummer 1\b|\b(?:le|la|les) (?:meilleure?s?|moins cher|moins chère)\b|\b(?:el|la|los|las) mejor(?:es)?\b/giu;

/** Promises of an outcome. */
const guarantees =
  /\bguarante\w+|\brisk[- ]free\b|\bno risk\b|\b100 ?%(?= (?:safe|effective|free|guaranteed|secure|natural))|\b(?:clinically|scientifically) \w+|\bproven\b|\bcures?\b|\bpermanent results?\b|\binstant results?\b|\bgarant\w+|\brisikofrei\w*|\bsans risque\b|\bsin riesgo\b/giu;

/** Words that claim what needs a proof, as they stand in the text. */
export function claimsIn(
  text: string,
): readonly { readonly check: 'superlative' | 'guarantee'; readonly found: string }[] {
  const of = (check: 'superlative' | 'guarantee', form: RegExp) =>
    [...text.matchAll(form)].map(([found]) => ({ check, found: found.trim() }));
  return [...of('superlative', superlatives), ...of('guarantee', guarantees)];
}
