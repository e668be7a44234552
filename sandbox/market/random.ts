/** Numbers that look random but are a pure function of their key, so that asking in another order changes nothing. */
export type Random = {
  /** Uniform in [0, 1). */
  readonly uniform: (stream: string, index: number) => number;
  /** Standard normal. */
  readonly normal: (stream: string, index: number) => number;
  /** Log-normal around 1 with this relative spread. */
  readonly jitter: (stream: string, index: number, spread: number) => number;
};

/** FNV-1a over the key, then the finalizer of MurmurHash3: neighbouring indices give unrelated numbers. */
function hash(key: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    state = Math.imul(state ^ key.charCodeAt(index), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** Makes the source for one seed and one owner, such as a campaign. */
export function createRandom(seed: string, owner: string): Random {
  const uniform = (stream: string, index: number) => hash(`${seed}/${owner}/${stream}/${index}`) / 2 ** 32;
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
