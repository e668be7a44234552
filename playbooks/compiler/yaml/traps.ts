import type { Report } from '../report.ts';
import type { SourceNode, SourceScalar } from '../source-node.ts';

/** What an older YAML reader would take a plain value for, and how to write what is meant. */
type Trap = { readonly pattern: RegExp; readonly read: string; readonly write: (raw: string, value: number) => string };

const quoted = (raw: string): string => `'${raw}'`;

/** Numbers that not every reader takes for the same number. The value is what YAML 1.2 reads. */
const numbers: readonly Trap[] = [
  {
    pattern: /^[-+]?0\d+(\.\d*)?$/,
    read: 'an octal number for YAML 1.1, a decimal one for YAML 1.2',
    write: (raw) => raw.replace(/^([-+]?)0+(?=\d)/, '$1'),
  },
  { pattern: /^[-+]?0[ob]/i, read: 'a text for YAML 1.1', write: (_, value) => String(value) },
  { pattern: /^[-+]?0x/i, read: 'a text for some readers', write: (_, value) => String(value) },
  {
    pattern: /^[-+]?[\d.]+e[-+]?\d+$/i,
    read: 'a text for YAML 1.1, and easily misread by people',
    write: (_, value) =>
      Number.isSafeInteger(value) || Math.abs(value) < 1 ? plainNumber(value) : quoted(String(value)),
  },
];

/** Texts that YAML 1.1 readers, and people who know them, take for something else. */
const texts: readonly Trap[] = [
  { pattern: /^(?:yes|no|on|off)$/i, read: 'true or false for YAML 1.1', write: quoted },
  { pattern: /^[-+]?\d[\d_]*_[\d_]*$/, read: 'a number for YAML 1.1', write: quoted },
  { pattern: /^[-+]?\d+(?::[0-5]?\d)+(\.\d*)?$/, read: 'a number of seconds or minutes for YAML 1.1', write: quoted },
];

/**
 * Reports plain values that mean different things to different YAML readers: octal, hexadecimal and exponent numbers, and whole
 * numbers that lose digits (errors); yes, no, on, off, `12:30` and `1_000` where they stay texts (warnings). What was reported already
 * for another reason is left alone.
 */
export function reportTraps(node: SourceNode, report: Report): void {
  if (node.kind === 'map') for (const entry of node.entries) reportTraps(entry.value, report);
  if (node.kind === 'list') for (const item of node.items) reportTraps(item, report);
  if (node.kind !== 'scalar' || node.quoted || report.hasAt(node.place.start)) return;
  if (typeof node.value === 'number') reportNumber(node, node.value, report);
  if (typeof node.value !== 'string') return;
  const trap = texts.find(({ pattern }) => pattern.test(node.raw));
  if (trap !== undefined) {
    report.add({
      code: 'PLAYBOOK_TEXT_AMBIGUOUS',
      severity: 'warning',
      place: node.place,
      message: `${node.raw} is a text here, but ${trap.read}.`,
      expected: 'a text in quotes',
      suggestion: trap.write(node.raw, 0),
    });
  }
}

function reportNumber(node: SourceScalar, value: number, report: Report): void {
  const trap = numbers.find(({ pattern }) => pattern.test(node.raw));
  if (trap !== undefined) {
    report.add({
      code: 'PLAYBOOK_NUMBER_AMBIGUOUS',
      place: node.place,
      message: `${node.raw} is ${value} here, but ${trap.read}.`,
      expected: 'plain digits',
      suggestion: trap.write(node.raw, value),
    });
  } else if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    report.add({
      code: 'PLAYBOOK_NUMBER_AMBIGUOUS',
      place: node.place,
      message: `${node.raw} has more digits than a number can hold; it would become ${value}.`,
      expected: 'a text in quotes, or a smaller number',
      suggestion: quoted(node.raw),
    });
  }
}

function plainNumber(value: number): string {
  return value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 });
}
