import { parseDuration } from '../expressions/checking.ts';
import { reportType } from './fields.ts';
import { wordFromElsewhere } from './keys/elsewhere.ts';
import { lookAlikeIn, plainName } from './look-alikes.ts';
import { closest } from './nearest.ts';
import type { Report } from './report.ts';
import type { SourceNode } from './source-node.ts';

/** Reads a text. A number where text is needed is told to stand in quotes. */
export function readText(node: SourceNode | undefined, what: string, report: Report): string | null {
  if (node === undefined) return null;
  if (node.kind === 'scalar' && typeof node.value === 'string') return node.value;
  const quote = node.kind === 'scalar' && node.value !== null ? `'${node.raw}'` : null;
  reportType(node, what, 'a text', report, quote);
  return null;
}

/** Reads a number inside a range. */
export function readNumber(
  node: SourceNode | undefined,
  what: string,
  range: { readonly from: number; readonly to?: number; readonly whole?: boolean },
  report: Report,
): number | null {
  if (node === undefined) return null;
  const kind = range.whole === true ? 'a whole number' : 'a number';
  const expected = `${kind} ${range.to === undefined ? `of at least ${range.from}` : `from ${range.from} to ${range.to}`}`;
  if (node.kind !== 'scalar' || typeof node.value !== 'number') {
    const written = node.kind === 'scalar' && typeof node.value === 'string' ? node.value : '';
    // The unit stands in the name of the key, or is the account’s: 15 %, 24h of `_hours`, 500 EUR.
    const unit = /_(\w)\w*`$/.exec(what)?.[1] ?? '%';
    const plain = written.replace(/[%\s_]|,(?=\d{3}(\D|$))/g, '').replace(/[A-Z]{3}$|^[€$£]|[€$£]$/g, '');
    const text = plain.endsWith(unit) ? plain.slice(0, -1) : plain;
    reportType(node, what, expected, report, /^-?\d+(\.\d+)?$/.test(text) ? text : null);
    return null;
  }
  const { value } = node;
  const outside = value < range.from || (range.to !== undefined && value > range.to);
  if (!outside && (range.whole !== true || Number.isInteger(value))) return value;
  report.add({
    code: 'PLAYBOOK_VALUE_INVALID',
    place: node.place,
    message: `${what} may not be ${node.raw}.`,
    expected,
  });
  return null;
}

const oldBooleans: Readonly<Record<string, string>> = {
  yes: 'true',
  on: 'true',
  y: 'true',
  no: 'false',
  off: 'false',
  n: 'false',
};

/** Reads true or false; `yes`, `on` and their like are texts in YAML 1.2 and are told so. */
export function readBoolean(node: SourceNode | undefined, what: string, report: Report): boolean | null {
  if (node === undefined) return null;
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
  const word = node.kind === 'scalar' ? String(node.value).toLowerCase() : '';
  reportType(
    node,
    what,
    'true or false',
    report,
    Object.hasOwn(oldBooleans, word) ? (oldBooleans[word] ?? null) : null,
  );
  return null;
}

/** Reads one of a few words. */
export function readChoice<const T extends string>(
  node: SourceNode | undefined,
  what: string,
  choices: readonly T[],
  report: Report,
): T | null {
  if (node === undefined) return null;
  const value = node.kind === 'scalar' ? node.value : null;
  const choice = choices.find((each) => each === value);
  if (choice !== undefined) return choice;
  if (node.kind !== 'scalar') {
    reportType(node, what, choices.join(', '), report);
    return null;
  }
  report.add({
    code: 'PLAYBOOK_VALUE_INVALID',
    place: node.place,
    message: `${what} may not be ${node.raw === '' ? 'empty' : node.raw}.`,
    expected: choices.join(', '),
    suggestion: wordFromElsewhere(String(value), choices) ?? closest(String(value), choices),
  });
  return null;
}

/** Reads a length of time such as `30m`, `24h`, `3d` or `2w` as seconds. A bare number is refused, because its unit is a guess. */
export function readDuration(
  node: SourceNode | undefined,
  what: string,
  range: { readonly from: number; readonly to: number },
  report: Report,
): number | null {
  if (node === undefined) return null;
  const text = node.kind === 'scalar' && node.value !== null ? String(node.value) : '';
  const seconds = node.kind === 'scalar' && typeof node.value === 'string' ? parseDuration(text) : null;
  if (seconds !== null && seconds >= range.from && seconds <= range.to) return seconds;
  if (node.kind === 'broken') return null;
  const parts = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text);
  const unit = parts === null ? null : unitOf(parts[2] ?? '');
  report.add({
    code: 'PLAYBOOK_DURATION_INVALID',
    place: node.place,
    message:
      seconds === null
        ? `${what} is not a duration${text === '' ? '' : `: ${text}`}.`
        : `${what} is too ${seconds < range.from ? 'short' : 'long'}.`,
    expected:
      seconds === null
        ? 'a number with a unit: 90s, 10m, 24h, 3d or 2w'
        : `between ${sayDuration(range.from)} and ${sayDuration(range.to)}`,
    suggestion: seconds !== null ? null : parts !== null && unit !== null ? `${parts[1]}${unit}` : fromIso(text),
  });
  return null;
}

/** The unit that a word most likely stands for; null when it is one that the language does not have: `5 months` are not five minutes. */
function unitOf(word: string): string | null {
  if (/^(ms$|mil)/i.test(word)) return 'ms';
  return /^(?!mo)[smhdw]/i.exec(word)?.[0].toLowerCase() ?? null;
}

/** `PT24H` of ISO 8601 as one writes it here, where days and shorter units say it. */
function fromIso(text: string): string | null {
  const [, days = '', rest = ''] = /^\s*P(?:(\d+)D)?(?:T((?:\d+[HMS])+))?\s*$/i.exec(text) ?? [];
  const plain = `${days === '' ? '' : `${days}d`}${rest.toLowerCase()}`;
  return plain === '' ? null : plain;
}

/** A number of seconds in the largest unit that fits, as one writes it in a playbook. */
export function sayDuration(seconds: number): string {
  for (const [unit, size] of [
    ['w', 604_800],
    ['d', 86_400],
    ['h', 3_600],
    ['m', 60],
  ] as const) {
    if (seconds >= size && seconds % size === 0) return `${seconds / size}${unit}`;
  }
  return `${seconds}s`;
}

/** Reads a list of texts; a single text stands for a list of one. */
export function readTexts(
  node: SourceNode | undefined,
  what: string,
  report: Report,
): readonly { readonly text: string; readonly node: SourceNode }[] | null {
  if (node === undefined) return null;
  const items = node.kind === 'list' ? node.items : [node];
  return items.flatMap((item) => {
    const text = readText(item, what, report);
    return text === null ? [] : [{ text, node: item }];
  });
}

const identifier = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;

/**
 * Reads a name for a step, an output, an input or a loop variable: ASCII letters, digits and `_`, so that look-alikes cannot pass.
 * A name that was reported is read as the one that is suggested, so that whoever uses it is not reported, too.
 */
export function readIdentifier(node: SourceNode | undefined, what: string, report: Report): string | null {
  const text = readText(node, what, report);
  if (text === null || node === undefined || identifier.test(text)) return text;
  const bare = /^\s*\{\{\s*([^{}]*?)\s*\}\}\s*$/.exec(text)?.[1] ?? text;
  const plain = plainName(bare);
  const meant = identifier.test(plain) ? plain : null;
  const alike = lookAlikeIn(text);
  report.add({
    code: 'PLAYBOOK_ID_INVALID',
    place: node.place,
    message: `${what} may only have the letters a–z, digits and _, and must not start with a digit${alike}.`,
    expected: 'for example check_budget',
    suggestion: meant,
  });
  return meant;
}
