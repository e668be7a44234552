import type { Diagnostic } from '../../contracts/diagnostic.ts';
import type { playbookErrors } from '../../contracts/errors/playbook.ts';
import type { Place } from './source-node.ts';

/** Any code that the compiler may report. */
export type PlaybookCode = keyof typeof playbookErrors;

/** One finding, before its place is turned into lines and columns. */
export type Finding = {
  readonly code: PlaybookCode;
  readonly place: Place;
  readonly message: string;
  readonly expected?: string | null | undefined;
  readonly suggestion?: string | null | undefined;
  readonly severity?: 'error' | 'warning';
  /** What is told once only, at the first of its places: one mistake that is seen from several. */
  readonly once?: string;
};

/** Collects findings; nothing stops at the first. */
export type Report = {
  add(finding: Finding): void;
  hasErrors(): boolean;
  /** True when a finding of this code was added. */
  has(code: PlaybookCode): boolean;
  /** True when something was reported about exactly this place. */
  hasAt(offset: number): boolean;
  /** The line, from 1, at an offset. */
  lineAt(offset: number): number;
  diagnostics(): Diagnostic[];
};

const mostFindings = 100;
/** A text that is wrong all over is not searched for more than this; what was kept comes first in most files. */
const mostKept = 300;

/** A report over one text. Diagnostics come out in the order of the file, each place and code once, at most 100. */
export function createReport(source: string): Report {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  const findings: Finding[] = [];
  const seen = new Set<string>();
  const codes = new Set<PlaybookCode>();
  const offsets = new Set<number>();
  let failed = false;

  const lineAt = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
  const columnAt = (offset: number): number => offset - (starts[lineAt(offset) - 1] ?? 0) + 1;

  return {
    lineAt,
    add: (finding) => {
      // What is missing stands nowhere, so several keys may be missing at one place.
      const which = finding.code.endsWith('_MISSING') ? finding.message : '';
      const key = finding.once ?? `${finding.code}@${finding.place.start}${which}`;
      if (seen.has(key)) return;
      failed ||= finding.severity !== 'warning';
      codes.add(finding.code);
      if (findings.length >= mostKept) return;
      seen.add(key);
      offsets.add(finding.place.start);
      findings.push(finding);
    },
    hasAt: (offset) => offsets.has(offset),
    has: (code) => codes.has(code),
    hasErrors: () => failed,
    diagnostics: () => {
      // Where the YAML of a line cannot be read, whatever else seems wrong on it follows from that.
      const unreadable = new Map(
        findings
          .filter(isYaml)
          .map((each) => [lineAt(each.place.start), each] as const)
          .toReversed(),
      );
      return findings
        .filter((finding) => {
          const first = unreadable.get(lineAt(finding.place.start));
          if (first !== undefined) return first === finding;
          return unreadable.size === 0 || !mayFollow(finding, source);
        })
        .toSorted((left, right) => left.place.start - right.place.start || left.place.end - right.place.end)
        .slice(0, mostFindings)
        .map((finding) => {
          const start = Math.min(finding.place.start, source.length);
          const end = Math.max(start, Math.min(finding.place.end, source.length));
          return {
            code: finding.code,
            severity: finding.severity ?? 'error',
            line: lineAt(start),
            column: columnAt(start),
            end_line: lineAt(end),
            end_column: end === start ? columnAt(end) + 1 : columnAt(end),
            message: finding.message,
            expected: finding.expected ?? null,
            suggestion: finding.suggestion ?? null,
            doc: `docs/errors/${finding.code}.md`,
          };
        });
    },
  };
}

/** Whether a finding may come only from what could not be read: something is missed that stands in the file, or may well do. */
function mayFollow({ code, place }: Finding, source: string): boolean {
  if (code === 'PLAYBOOK_WRITE_UNGUARDED') return true;
  if (code !== 'PLAYBOOK_NAME_UNKNOWN' && code !== 'PLAYBOOK_NAME_LATER') return false;
  const name = source.slice(place.start, place.end);
  return /^\w+$/.test(name) && new RegExp(`\\b(output|as):\\s*["']?${name}\\b|^\\s*${name}:`, 'm').test(source);
}

function isYaml(finding: Finding): boolean {
  return finding.code === 'PLAYBOOK_YAML_SYNTAX' || finding.code === 'PLAYBOOK_YAML_TAB';
}
