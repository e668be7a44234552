/** Numbers that look random but are a pure function of their key, so that asking in another order changes nothing. */
export type Random = {
  /** Uniform in [0, 1). */
  readonly uniform: (stream: string, index: number) => number;
  /** Standard normal. */
  readonly normal: (stream: string, index: number) => number;
  /** Log-normal around 1 with this relative spread. */
  readonly jitter: (stream: string, index: number, spread: number) => number;
};

/** FNV-1a over a text, from where an earlier text has left off. */
function fold(text: string, state = 0x811c9dc5): number {
  let folded = state;
  for (let index = 0; index < text.length; index += 1) {
    folded = Math.imul(folded ^ text.charCodeAt(index), 0x01000193);
  }
  return folded;
}

/** The finalizer of MurmurHash3: neighbouring indices give unrelated numbers. */
function scatter(folded: number): number {
  let state = Math.imul(folded ^ (folded >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** Makes the source for one seed and one owner, such as a campaign. */
export function createRandom(seed: string, owner: string): Random {
  const own = fold(`${seed}/${owner}/`);
  const uniform = (stream: string, index: number) => scatter(fold(`/${index}`, fold(stream, own))) / 2 ** 32;
  const normal = (stream: string, index: number) => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform(`${stream}/radius`, index)));
    return radius * Math.cos(2 * Math.PI * uniform(`${stream}/angle`, index));
  };
  return {
    uniform,
    normal,
    jitter: (stream, index, spread) => Math.exp(spread * normal(stream, index) - (spread * spread) / 2),
  };
}
