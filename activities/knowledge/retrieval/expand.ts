/** Words of the trade that people shorten, or say in two ways. */
const sayings: readonly (readonly [RegExp, string])[] = [
  [/\bcpa\b/i, 'cost per acquisition'],
  [/\bcpc\b/i, 'cost per click'],
  [/\bcpm\b/i, 'cost of a thousand impressions'],
  [/\bctr\b/i, 'click-through rate'],
  [/\bcvr\b/i, 'conversion rate'],
  [/\broas\b/i, 'return on advertising spend'],
  [/\broi\b/i, 'return on investment'],
  [/\bpii\b/i, 'personal data'],
  [/\bads?\b/i, 'advertisement'],
  [/\b(?:competitors?|competition)\b/i, 'rivals'],
  [/\bremarketing\b|\bremarket\b/i, 'retargeting'],
  [/\bpromoting\b|\badvertising\b/i, 'advertisements'],
  [/\b(?:pics?|images?|pictures?|photos?)\b/i, 'photographs and pictures'],
  [/\b(?:font|fonts)\b/i, 'typeface'],
  [/\bwarranty\b/i, 'guarantee'],
];

/**
 * The query and up to `most` rephrasings of it, each with one more term of the trade spelt out. The original stays the first.
 * Pure and offline; a model could stand behind the same shape.
 */
export function expandQuery(query: string, most = 2): string[] {
  const rephrased = sayings
    .filter(([pattern]) => pattern.test(query))
    .map(([pattern, words]) => query.replace(pattern, words))
    .filter((text) => text !== query);
  return [query, ...rephrased.slice(0, most)];
}
