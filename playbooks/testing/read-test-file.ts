import type { Fields } from '../compiler/fields.ts';
import { readFields, reportMissing } from '../compiler/fields.ts';
import type { Report } from '../compiler/report.ts';
import { readText, readTexts } from '../compiler/scalars.ts';
import { entryOf, type SourceNode } from '../compiler/source-node.ts';
import { jsonOfNode, readItems } from './json-of-node.ts';
import { readCase } from './read-case.ts';
import { readStep, type TestContext } from './test-context.ts';
import type { Excuse, Person, TestFile } from './test-file.ts';
import { testMaps } from './test-keys.ts';

/** The name of the playbook's file, before anything else is read; null when there is none. */
export function playbookNameIn(root: SourceNode): string | null {
  const entry = entryOf(root, 'playbook');
  const name = entry === undefined ? null : jsonOfNode(entry.value);
  return typeof name === 'string' ? name : null;
}

/** Reads a test file against its compiled playbook. Everything that is wrong is reported with its place. */
export function readTestFile(root: SourceNode, context: TestContext, report: Report): TestFile | null {
  const fields = readFields(root, testMaps.file, report);
  if (fields === null) return null;
  const cases = readItems(fields.node('cases'), '`cases`', report);
  if (fields.entry('cases') === undefined) {
    reportMissing(fields.place, 'A test file', 'cases', 'a list of cases', report);
  }
  const read = cases.flatMap((node) => readCase(node, fields, context, report) ?? []);
  reportRepeatedNames(cases, report);
  return {
    playbook: readText(fields.node('playbook'), '`playbook`', report) ?? '',
    people: readPeople(fields, report),
    cases: read,
    untestable: readExcuses(fields, context, report),
  };
}

function readExcuses(fields: Fields, context: TestContext, report: Report): readonly Excuse[] {
  return readItems(fields.node('untestable'), '`untestable`', report).flatMap((node): Excuse[] => {
    const excuse = readFields(node, testMaps.excuse, report);
    const step = readStep(excuse?.node('step'), context, report);
    const way = readText(excuse?.node('way'), '`way`', report);
    const because = readText(excuse?.node('because'), '`because`', report);
    for (const key of excuse === null ? [] : ['step', 'way', 'because']) {
      if (excuse?.entry(key) === undefined)
        reportMissing(node.place, 'An untestable way', key, 'step, way and because', report);
    }
    if (excuse === null || step === null || way === null) return [];
    return [{ line: report.lineAt(node.place.start), step, way, because: because ?? '' }];
  });
}

function readPeople(fields: Fields, report: Report): readonly Person[] {
  return readItems(fields.node('people'), '`people`', report).flatMap((node): Person[] => {
    const person = readFields(node, testMaps.person, report);
    const name = readText(person?.node('name'), 'The name', report);
    if (person !== null && person.entry('name') === undefined)
      reportMissing(person.place, 'A person', 'name', 'how decisions name them', report);
    if (person === null || name === null) return [];
    const texts = (key: string) => (readTexts(person.node(key), `\`${key}\``, report) ?? []).map((each) => each.text);
    const email = readText(person.node('email'), '`email`', report);
    return [{ name, email, roles: texts('roles'), groups: texts('groups') }];
  });
}

function reportRepeatedNames(cases: readonly SourceNode[], report: Report): void {
  const seen = new Set<string>();
  for (const node of cases) {
    const value = entryOf(node, 'name')?.value;
    const name = value === undefined ? null : jsonOfNode(value);
    if (typeof name !== 'string' || value === undefined) continue;
    if (seen.has(name)) {
      report.add({ code: 'PLAYBOOK_VALUE_INVALID', place: value.place, message: `Two cases are called "${name}".` });
    }
    seen.add(name);
  }
}
