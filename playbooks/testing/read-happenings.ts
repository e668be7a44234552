import { readFields, reportMissing } from '../compiler/fields.ts';
import type { Report } from '../compiler/report.ts';
import { readBoolean, readChoice, readDuration, readNumber, readText } from '../compiler/scalars.ts';
import type { SourceNode } from '../compiler/source-node.ts';
import { jsonOfNode, onlyTrue, readItems, readObject } from './json-of-node.ts';
import { readStep, type TestContext } from './test-context.ts';
import type { TestDecision, TestEvent } from './test-file.ts';
import { testMaps } from './test-keys.ts';

const longest = { from: 0, to: 10 * 31_536_000 };

/** Reads `events`: what arrives from outside. */
export function readEvents(node: SourceNode | undefined, report: Report): readonly TestEvent[] {
  return readItems(node, '`events`', report).flatMap((item): TestEvent[] => {
    const fields = readFields(item, testMaps.event, report);
    if (fields === null) return [];
    const after_seconds = readDuration(fields.node('after'), '`after`', longest, report) ?? 0;
    const cancel = fields.entry('cancel');
    if (cancel !== undefined && fields.entry('event') !== undefined) {
      report.add({
        code: 'PLAYBOOK_VALUE_INVALID',
        place: cancel.keyPlace,
        message: 'An event has both `event` and `cancel`.',
        expected: 'one of them',
        suggestion: 'Write two events.',
      });
    }
    if (cancel !== undefined) {
      onlyTrue(fields, 'cancel', report);
      const compensate = readBoolean(fields.node('compensate'), '`compensate`', report) ?? false;
      return [{ kind: 'cancel', after_seconds, compensate }];
    }
    const name = readText(fields.node('event'), '`event`', report);
    if (name === null) {
      reportMissing(fields.place, 'An event', 'event', 'the name of the event, or `cancel: true`', report);
      return [];
    }
    const data = fields.node('data');
    return [{ kind: 'event', after_seconds, name, data: data === undefined ? {} : jsonOfNode(data) }];
  });
}

/** Reads `decisions`. After an edit the plan is asked about again: what follows answers that next question by itself. */
export function readDecisions(
  node: SourceNode | undefined,
  context: TestContext,
  report: Report,
): readonly TestDecision[] {
  const asked = new Map<string, number>();
  return readItems(node, '`decisions`', report).flatMap((item): TestDecision[] => {
    const fields = readFields(item, testMaps.decision, report);
    if (fields === null) return [];
    const step = readStep(fields.node('step'), context, report);
    const as = readText(fields.node('as'), '`as`', report) ?? 'approver';
    const decision = readChoice(
      fields.node('decision'),
      '`decision`',
      ['approve', 'reject', 'withdraw'] as const,
      report,
    );
    if (fields.entry('step') === undefined) {
      reportMissing(fields.place, 'A decision', 'step', 'the step at which people are asked', report);
    }
    if (fields.entry('decision') === undefined) {
      reportMissing(fields.place, 'A decision', 'decision', 'approve, reject or withdraw', report);
    }
    if (step === null || decision === null) return [];
    const edits = fields.node('edits');
    const given = readNumber(fields.node('question'), '`question`', { from: 1, whole: true }, report);
    const question = given ?? asked.get(step) ?? 1;
    asked.set(step, edits === undefined ? question : question + 1);
    return [
      {
        ...{ line: report.lineAt(fields.place.start), step, as, decision, question },
        after_seconds: readDuration(fields.node('after'), '`after`', longest, report) ?? 60,
        edits: edits === undefined ? null : readObject(edits, '`edits`', report),
        reason: readText(fields.node('reason'), '`reason`', report),
        counts: readBoolean(fields.node('counts'), '`counts`', report) ?? true,
      },
    ];
  });
}
