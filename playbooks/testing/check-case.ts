import type { JsonValue } from '../../contracts/canonical-json.ts';
import { toMajor } from '../../contracts/minor-units.ts';
import { sayDuration } from '../compiler/scalars.ts';
import type { Ledger } from './ledger.ts';
import { type Mismatch, mismatches } from './partial-match.ts';
import type { ExpectedCall, TestCase } from './test-file.ts';
import { pathOf, type Seen, type Trace } from './trace.ts';

/** One thing that was not as the test expects. `line` is where the expectation stands. */
export type CaseFault = {
  readonly line: number;
  readonly message: string;
  readonly expected: string | null;
  readonly actual: string | null;
};

/** What a case is held to. */
export type Played = {
  readonly test: TestCase;
  readonly trace: Trace;
  readonly ledger: Pick<Ledger, 'moved'>;
  readonly lasted_ms: number;
};

/** Everything that is not as the case expects, in the order in which the file says it. */
export function checkCase(played: Played): readonly CaseFault[] {
  const { expect } = played.test;
  const faults = [
    ...checkEnding(played),
    ...checkPath(played),
    ...expect.calls.flatMap((call) => checkCall(call, played.trace)),
    ...checkMoney(played),
    ...checkTimes(played),
    ...checkNotifications(played),
  ];
  return faults.toSorted((left, right) => left.line - right.line);
}

function checkEnding({ test: { expect, line }, trace }: Played): CaseFault[] {
  const { finished } = trace;
  const at = (key: string) => expect.lines[key] ?? line;
  const faults: CaseFault[] = [];
  const error = finished?.error?.code ?? null;
  const why = finished?.error ? ` (${finished.error.code}: ${finished.error.message})` : '';
  const status = finished?.status ?? 'never ended';
  if (expect.status !== null && expect.status !== status) {
    faults.push(fault(at('status'), 'The execution ended otherwise', expect.status, `${status}${why}`));
  }
  // Whoever does not expect an error is told of one, even when the case says nothing about the end.
  if (expect.status === null && expect.error === null && status === 'failed') {
    faults.push(fault(line, 'The execution failed', 'no failure', `${status}${why}`));
  }
  if (expect.error !== null && expect.error !== error) {
    faults.push(fault(at('error'), 'The error is another one', expect.error, `${error ?? 'none'}${why}`));
  }
  if (expect.result !== null) faults.push(...unlike('The result', expect.result.value, finished?.result, at('result')));
  if (expect.outputs !== null) faults.push(...unlike('An output', expect.outputs, finished?.outputs, at('outputs')));
  return faults;
}

function checkPath({ test: { expect, line }, trace }: Played): CaseFault[] {
  const path = pathOf(trace);
  const touched = new Set(trace.seen.filter((each) => !isSkipped(each)).map((each) => each.step));
  const faults: CaseFault[] = [];
  if (expect.path !== null && expect.path.join() !== path.join()) {
    faults.push(fault(expect.lines.path ?? line, 'The path is another one', expect.path.join(', '), path.join(', ')));
  }
  for (const step of expect.includes.filter((each) => !touched.has(each))) {
    faults.push(fault(expect.lines.includes ?? line, `Step ${step} did not run`, step, path.join(', ')));
  }
  for (const step of expect.excludes.filter((each) => touched.has(each))) {
    faults.push(fault(expect.lines.excludes ?? line, `Step ${step} ran`, `not ${step}`, path.join(', ')));
  }
  return faults;
}

function checkCall(expected: ExpectedCall, trace: Trace): CaseFault[] {
  const fits = (seen: Seen) =>
    seen.kind === 'call' &&
    seen.phase !== 'plan' &&
    (expected.action === null || seen.action === expected.action) &&
    (expected.step === null || seen.step === expected.step);
  const all = [...trace.seen, ...trace.children].filter((seen) => seen.kind === 'call').filter(fits);
  const { params } = expected;
  const alike = all.filter((seen) => params === null || mismatches(params, seen.params).length === 0);
  const works = new Set(alike.map((seen) => seen.work)).size;
  const name = expected.step ?? expected.action ?? 'The action';
  const shown =
    all.length === 0 ? 'no call' : [...new Set(all.map((seen) => JSON.stringify(seen.params)))].join(' and ');
  const withParams = params === null ? '' : ` with ${JSON.stringify(params)}`;
  if (expected.times === null && works === 0) {
    return [fault(expected.line, `${name} was not called${withParams}`, `a call${withParams}`, shown)];
  }
  if (expected.times === null || expected.times === works) return [];
  return [
    fault(
      expected.line,
      `${name} was called another number of times${withParams}`,
      times(expected.times),
      times(works),
    ),
  ];
}

function checkMoney({ test: { expect, line }, ledger }: Played): CaseFault[] {
  if (expect.moved === null) return [];
  const { minor, currency } = ledger.moved();
  const moved = toMajor(minor, currency);
  if (moved === expect.moved) return [];
  return [fault(expect.lines.money ?? line, 'Another amount was moved', `${expect.moved}`, `${moved} ${currency}`)];
}

/** How long a step waited, in seconds, each time that it did: within a loop it may be skipped, or wait again. */
function waitsOf(seen: readonly Seen[], step: string): readonly number[] {
  const reports = seen.filter((each) => each.kind === 'report').filter((each) => each.step === step);
  return reports.flatMap((report, index) => {
    const ended = reports[index + 1];
    return report.status === 'running' && ended !== undefined ? [(ended.at_ms - report.at_ms) / 1000] : [];
  });
}

function checkTimes({ test: { expect, line }, trace, lasted_ms }: Played): CaseFault[] {
  const faults: CaseFault[] = [];
  const lasted = lasted_ms / 1000;
  if (expect.lasts_seconds !== null && expect.lasts_seconds !== lasted) {
    const said = sayDuration(expect.lasts_seconds);
    faults.push(fault(expect.lines.lasts ?? line, 'It lasted another time', said, sayDuration(lasted)));
  }
  for (const wait of expect.waits) {
    const waits = waitsOf(trace.seen, wait.step);
    const waited = waits.includes(wait.seconds ?? Number.NaN) ? wait.seconds : (waits.at(-1) ?? null);
    if (waited === null) faults.push(fault(wait.line, `Step ${wait.step} did not wait`, 'a wait', 'none'));
    else if (wait.seconds !== null && wait.seconds !== waited) {
      faults.push(
        fault(wait.line, `Step ${wait.step} waited another time`, sayDuration(wait.seconds), sayDuration(waited)),
      );
    }
  }
  return faults;
}

function checkNotifications({ test: { expect }, trace }: Played): CaseFault[] {
  return expect.notifications.flatMap(({ line, step, title, to, params }): CaseFault[] => {
    const asks = trace.seen.filter((seen) => seen.kind === 'ask').filter((seen) => seen.step === step);
    const calls = trace.seen.filter((seen) => seen.kind === 'call').filter((seen) => seen.step === step);
    if (params !== null) {
      const alike = calls.some((seen) => mismatches(params, seen.params).length === 0);
      return alike
        ? []
        : [fault(line, `${step} told nobody this`, show(params), calls.map((each) => show(each.params)).join())];
    }
    const fits = asks.some(
      (ask) => (title === null || ask.title.includes(title)) && (to ?? []).every((name) => ask.to.includes(name)),
    );
    if (fits || (title === null && to === null && calls.length > 0)) return [];
    const told = asks.map((ask) => `"${ask.title}" to ${ask.to.join(', ')}`).join(' and ');
    const wanted = [title, to === null ? null : `to ${to.join(', ')}`].filter((part) => part !== null).join(' ');
    return [fault(line, `${step} did not tell people this`, wanted || 'a question', told || 'nothing')];
  });
}

function isSkipped(seen: Seen): boolean {
  return seen.kind === 'report' && seen.status === 'skipped';
}

function unlike(what: string, expected: JsonValue, actual: JsonValue | undefined, line: number): CaseFault[] {
  return mismatches(expected, actual).map((each: Mismatch) =>
    fault(
      line,
      `${what} is another one${each.path === '' ? '' : `: ${each.path}`}`,
      show(each.expected),
      show(each.actual),
    ),
  );
}

function fault(line: number, message: string, expected: string, actual: string): CaseFault {
  return { line, message, expected, actual };
}

function show(value: JsonValue | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
