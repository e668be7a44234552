import { type Fields, readFields, reportMissing } from '../compiler/fields.ts';
import type { Report } from '../compiler/report.ts';
import { readChoice, readDuration, readNumber, readText, readTexts } from '../compiler/scalars.ts';
import type { SourceNode } from '../compiler/source-node.ts';
import { jsonOfNode, readItems, readObject } from './json-of-node.ts';
import { readAction, readStep, readSteps, type TestContext } from './test-context.ts';
import type { Expectation, ExpectedCall, ExpectedNotification } from './test-file.ts';
import { testMaps } from './test-keys.ts';

const statuses = ['completed', 'failed', 'cancelled', 'rejected', 'expired'] as const;
const longest = { from: 0, to: 10 * 31_536_000 };

/** Reads `expect`. */
export function readExpectation(node: SourceNode | undefined, context: TestContext, report: Report): Expectation {
  const fields = node === undefined ? null : readFields(node, testMaps.expect, report);
  const at = (key: string) => fields?.node(key);
  const lines = Object.keys(testMaps.expect.keys).flatMap((key) => {
    const entry = fields?.entry(key);
    return entry === undefined ? [] : [[key, report.lineAt(entry.keyPlace.start)]];
  });
  const result = at('result');
  const outputs = at('outputs');
  const path = at('path');
  const money = at('money');
  const moneyFields = money === undefined ? null : readFields(money, testMaps.money, report);
  return {
    lines: Object.fromEntries(lines),
    status: readChoice(at('status'), '`status`', statuses, report),
    result: result === undefined ? null : { value: jsonOfNode(result) },
    outputs: outputs === undefined ? null : readObject(outputs, '`outputs`', report),
    error: readText(at('error'), '`error`', report),
    path: path === undefined ? null : readSteps(path, context, report),
    includes: readSteps(at('includes'), context, report),
    excludes: readSteps(at('excludes'), context, report),
    calls: readItems(at('calls'), '`calls`', report).flatMap((item) => readCall(item, context, report) ?? []),
    moved: readNumber(moneyFields?.node('moved'), '`moved`', { from: 0 }, report),
    lasts_seconds: readDuration(at('lasts'), '`lasts`', longest, report),
    waits: readItems(at('waits'), '`waits`', report).flatMap((item) => readWait(item, context, report) ?? []),
    notifications: readItems(at('notifications'), '`notifications`', report).flatMap(
      (item) => readNotification(item, context, report) ?? [],
    ),
  };
}

function readCall(node: SourceNode, context: TestContext, report: Report): ExpectedCall | null {
  const fields = readFields(node, testMaps.call, report);
  if (fields === null) return null;
  const params = fields.node('params');
  return {
    line: report.lineAt(fields.place.start),
    action: readAction(fields.node('action'), context, report),
    step: readStep(fields.node('step'), context, report),
    params: params === undefined ? null : readObject(params, '`params`', report),
    times: readNumber(fields.node('times'), '`times`', { from: 0, whole: true }, report),
  };
}

function readWait(node: SourceNode, context: TestContext, report: Report): Expectation['waits'][number] | null {
  const line = report.lineAt(node.place.start);
  const alone = node.kind === 'scalar' ? readStep(node, context, report) : null;
  if (node.kind === 'scalar') return alone === null ? null : { line, step: alone, seconds: null };
  const fields = readFields(node, testMaps.wait, report);
  const step = readStep(fields?.node('step'), context, report);
  reportNoStep(fields, 'An expected wait', report);
  if (step === null) return null;
  return { line, step, seconds: readDuration(fields?.node('for'), '`for`', longest, report) };
}

function readNotification(node: SourceNode, context: TestContext, report: Report): ExpectedNotification | null {
  const fields = readFields(node, testMaps.notification, report);
  const step = readStep(fields?.node('step'), context, report);
  reportNoStep(fields, 'An expected notification', report);
  if (fields === null || step === null) return null;
  const to = fields.node('to');
  const params = fields.node('params');
  return {
    line: report.lineAt(fields.place.start),
    step,
    title: readText(fields.node('title'), '`title`', report),
    to: to === undefined ? null : (readTexts(to, '`to`', report) ?? []).map((each) => each.text),
    params: params === undefined ? null : readObject(params, '`params`', report),
  };
}

/** An expectation that says nothing of a step would be held to nothing at all. */
function reportNoStep(fields: Fields | null, what: string, report: Report): void {
  if (fields === null || fields.entry('step') !== undefined) return;
  reportMissing(fields.place, what, 'step', 'a step of the playbook', report);
}
