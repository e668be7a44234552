import { promptHash } from './script.ts';

/** The 95th percentile of the standard normal distribution. */
const z95 = 1.6448536269514722;

/** How long an answer takes, milliseconds: lognormal, and the same for the same call of the same prompt. */
export function drawLatency(
  shape: { readonly p50_ms: number; readonly p95_ms: number },
  serial: number,
  text: string,
): number {
  const mean = Math.log(shape.p50_ms);
  const spread = (Math.log(shape.p95_ms) - mean) / z95;
  return Math.exp(mean + spread * normal(`${serial}:${text}`));
}

/** A standard normal draw from a text, by Box and Muller. */
function normal(text: string): number {
  const hash = promptHash(text);
  const [u, v] = [hash.slice(0, 12), hash.slice(12, 24)].map(
    (part) => (Number.parseInt(part, 16) + 1) / (16 ** 12 + 1),
  );
  return Math.sqrt(-2 * Math.log(u ?? 0.5)) * Math.cos(2 * Math.PI * (v ?? 0.5));
}
