import { campaignFeatures } from '../../contracts/campaign-features.ts';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { checkInputs } from '../../contracts/plan/check-inputs.ts';
import { type Fields, readFields, reportMissing } from '../compiler/fields.ts';
import { nearest } from '../compiler/nearest.ts';
import type { Report } from '../compiler/report.ts';
import { readChoice, readText } from '../compiler/scalars.ts';
import type { SourceNode } from '../compiler/source-node.ts';
import { parseTimestamp } from '../expressions/checking.ts';
import { readItems, readObject } from './json-of-node.ts';
import { readExpectation } from './read-expectation.ts';
import { readDecisions, readEvents } from './read-happenings.ts';
import { readMock } from './read-mock.ts';
import type { TestContext } from './test-context.ts';
import type { TestCase } from './test-file.ts';
import { testMaps } from './test-keys.ts';

/** Monday 2026-01-05, 08:00 UTC: every test begins then unless it says otherwise. */
const usualStart = Date.UTC(2026, 0, 5, 8);

/** Reads one case; what the file gives for all cases stands behind what the case gives itself. */
export function readCase(node: SourceNode, common: Fields, context: TestContext, report: Report): TestCase | null {
  const fields = readFields(node, testMaps.case, report);
  if (fields === null) return null;
  const line = report.lineAt(fields.place.start);
  const name = readText(fields.node('name'), 'The name', report);
  if (fields.entry('name') === undefined) reportMissing(fields.place, 'A case', 'name', 'what it shows', report);
  const joined = (key: string) => ({
    ...readObject(common.node(key), `\`${key}\``, report),
    ...readObject(fields.node(key), `\`${key}\``, report),
  });
  const mocks = [
    ...readItems(fields.node('mocks'), '`mocks`', report),
    ...readItems(common.node('mocks'), '`mocks`', report),
  ];
  const entity = joined('entity');
  return {
    name: name ?? `line ${line}`,
    line,
    inputs: readInputs(joined('inputs'), fields, context, report),
    context: readContext(joined('context'), fields, context, report),
    entity: context.plan.scope === 'none' ? null : entityOf(entity, context),
    mode:
      readChoice(fields.node('mode') ?? common.node('mode'), '`mode`', ['live', 'shadow', 'dry_run'], report) ?? 'live',
    starts_at_ms: readStart(fields.node('starts_at') ?? common.node('starts_at'), report),
    mocks: mocks.flatMap((mock) => readMock(mock, context, report) ?? []),
    events: readEvents(fields.node('events'), report),
    decisions: readDecisions(fields.node('decisions'), context, report),
    expect: readExpectation(fields.node('expect'), context, report),
  };
}

function readInputs(given: JsonObject, fields: Fields, context: TestContext, report: Report): JsonObject {
  try {
    return checkInputs(context.plan.inputs, given);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const place = fields.entry('inputs')?.keyPlace ?? { start: fields.place.start, end: fields.place.start + 1 };
    report.add({
      code: 'PLAYBOOK_VALUE_INVALID',
      place,
      message: `The inputs do not fit the playbook: ${faultsOf(error)}`,
      expected: Object.entries(context.plan.inputs)
        .map(([name, { type }]) => `${name} (${type})`)
        .join(', '),
    });
    return given;
  }
}

function faultsOf({ message, details }: CodedError): string {
  if (!Array.isArray(details.errors)) return message;
  return details.errors
    .map((each: { pointer?: unknown; detail?: unknown }) => `${each.pointer} ${each.detail}`)
    .join(' ');
}

/** Every feature is there, as the engine gives them; null unless the test gives a value. */
function readContext(given: JsonObject, fields: Fields, context: TestContext, report: Report): JsonObject {
  // Other scopes have features of their own, of which nothing is known here.
  if (context.plan.scope !== 'campaign') return given;
  const names = campaignFeatures.map((each): string => each.name);
  for (const name of Object.keys(given).filter((each) => !names.includes(each))) {
    report.add({
      code: 'PLAYBOOK_VALUE_INVALID',
      place: fields.entry('context')?.keyPlace ?? fields.place,
      message: `There is no feature ${name}.`,
      expected: names.join(', '),
      suggestion: nearest(name, names),
    });
  }
  return { ...Object.fromEntries(names.map((name) => [name, null])), ...given };
}

function entityOf(given: JsonObject, { plan }: TestContext): TestCase['entity'] {
  const text = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise);
  const type = text(given.type, plan.scope);
  return { type, id: text(given.id, `${type}-1`), name: text(given.name, `A ${type}`) };
}

function readStart(node: SourceNode | undefined, report: Report): number {
  const text = readText(node, '`starts_at`', report);
  if (text === null || node === undefined) return usualStart;
  const parsed = parseTimestamp(text) === null ? Number.NaN : Date.parse(text);
  if (!Number.isNaN(parsed)) return parsed;
  report.add({
    code: 'PLAYBOOK_VALUE_INVALID',
    place: node.place,
    message: `${text} is no moment.`,
    expected: 'a moment such as 2026-03-01T09:00:00Z',
  });
  return usualStart;
}
