import type { ActionDefinition } from '../../contracts/action.ts';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import { isErrorCode } from '../../contracts/errors/index.ts';
import { type FieldRules, type Fields, readFields, reportEmpty, reportMissing } from '../compiler/fields.ts';
import type { Report } from '../compiler/report.ts';
import { readDuration, readNumber, readText } from '../compiler/scalars.ts';
import type { SourceNode } from '../compiler/source-node.ts';
import { checkMocked } from './check-mock.ts';
import { exampleOf } from './example-value.ts';
import { jsonOfNode, onlyTrue, readItems, readObject } from './json-of-node.ts';
import { readChange } from './read-change.ts';
import { readAction, readStep, type TestContext } from './test-context.ts';
import type { Answer, Mock } from './test-file.ts';
import { testMaps } from './test-keys.ts';

/** Reads one mock and holds what it gives to the action's own definition. */
export function readMock(node: SourceNode, context: TestContext, report: Report): Mock | null {
  const fields = readFields(node, testMaps.mock, report);
  if (fields === null) return null;
  const action = readAction(fields.node('action'), context, report);
  const step = readStep(fields.node('step'), context, report);
  if (fields.entry('action') === undefined && fields.entry('step') === undefined) {
    reportMissing(fields.place, 'A mock', 'action', 'the action or the step that it stands in for', report);
  }
  const definition = definitionOf(action, step, context);
  const sequence = fields.node('sequence');
  if (sequence?.kind === 'list' && sequence.items.length === 0)
    reportEmpty(sequence, '`sequence`', 'an answer', report);
  const items = sequence === undefined ? [node] : readItems(sequence, '`sequence`', report);
  const rules = sequence === undefined ? testMaps.mock : testMaps.answer;
  const answers = items.map((item) => readAnswer(item, rules, definition, report));
  return {
    place: fields.place,
    line: report.lineAt(fields.place.start),
    action,
    step,
    answers: answers.filter((answer) => answer !== null),
    takes_seconds: readDuration(fields.node('takes'), '`takes`', { from: 0, to: 31_536_000 }, report) ?? 0,
    times: readNumber(fields.node('times'), '`times`', { from: 1, whole: true }, report),
  };
}

/** The definition of the action that a mock stands in for. */
function definitionOf(action: string | null, step: string | null, context: TestContext): ActionDefinition | null {
  const named = step === null ? undefined : context.steps.get(step);
  const id = action ?? (named?.kind === 'action' ? named.action_id : null);
  return id === null ? null : (context.actions.get(id) ?? null);
}

function readAnswer(
  node: SourceNode,
  rules: FieldRules,
  definition: ActionDefinition | null,
  report: Report,
): Answer | null {
  const fields = readFields(node, rules, report);
  if (fields === null) return null;
  reportSecondAnswer(fields, report);
  const fails = fields.node('fails');
  if (fails !== undefined) return readFailure(fails, report);
  if (fields.entry('never') !== undefined) {
    onlyTrue(fields, 'never', report);
    return { kind: 'never' };
  }
  if (definition?.effect === 'write') {
    const returns = fields.entry('returns') ?? fields.entry('example');
    if (returns !== undefined) {
      report.add({
        code: 'PLAYBOOK_TEST_MOCK_INVALID',
        place: returns.keyPlace,
        message: `${definition.agent}.${definition.action} writes: a test gives the state before, and the change follows from it.`,
        expected: 'before: { daily_budget_minor: 10000 }',
        suggestion: 'before: { … }',
      });
    }
    return readChange(fields, report);
  }
  return readValue(fields.entry('returns')?.value, fields.entry('example')?.value, node, definition, report);
}

function readFailure(node: SourceNode, report: Report): Answer | null {
  const given = node.kind === 'scalar' ? node : undefined;
  const fields = given ? null : readFields(node, testMaps.failure, report);
  const codeNode = given ?? fields?.node('code');
  const code = readText(codeNode, 'The code', report);
  if (fields !== null && fields.entry('code') === undefined)
    reportMissing(fields.place, '`fails`', 'code', 'a code such as PLATFORM_UNAVAILABLE', report);
  if (codeNode === undefined || code === null) return null;
  if (!isErrorCode(code)) {
    report.add({
      code: 'PLAYBOOK_VALUE_INVALID',
      place: codeNode.place,
      message: `${code} is no code of the closed list.`,
      expected: 'a code such as PLATFORM_UNAVAILABLE; see docs/errors',
    });
    return null;
  }
  const message = readText(fields?.node('message'), 'The message', report) ?? 'It failed, as the test says.';
  return { kind: 'fails', code, message, details: readObject(fields?.node('details'), 'The details', report) };
}

function readValue(
  returns: SourceNode | undefined,
  example: SourceNode | undefined,
  node: SourceNode,
  definition: ActionDefinition | null,
  report: Report,
): Answer | null {
  const given = returns ?? example;
  if (given === undefined) {
    reportMissing(node.place, 'A mock', 'returns', 'returns, example, fails, never, or before for a write', report);
    return null;
  }
  const written = jsonOfNode(given);
  const value: JsonValue =
    returns === undefined && definition !== null ? exampleOf(definition.output, written) : written;
  if (definition === null) return { kind: 'returns', value };
  return { kind: 'returns', value: checkMocked(value, given, definition, report) };
}

const answers = ['returns', 'example', 'fails', 'never', 'before'];

/** Of two answers one would never be given, and nobody would know which. */
function reportSecondAnswer(fields: Fields, report: Report): void {
  const [first, second] = answers.flatMap((key) => fields.entry(key) ?? []);
  if (first === undefined || second === undefined) return;
  report.add({
    code: 'PLAYBOOK_VALUE_INVALID',
    place: second.keyPlace,
    message: `A mock has both \`${first.key}\` and \`${second.key}\`.`,
    expected: 'one answer',
    suggestion: 'Give one answer after the other in `sequence`.',
  });
}
