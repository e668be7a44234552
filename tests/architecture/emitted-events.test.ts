import { describe, expect, it } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { ownEvents } from '../../playbooks/compiler/policies/event-name.ts';
import { readSourceFiles } from './source-files.ts';

/** Names of events that product code records by itself, with the file. Those that come in from outside have any name. */
const recorded = readSourceFiles()
  .filter(({ path, isTest }) => !isTest && path.startsWith('activities/'))
  .filter(({ text }) => text.includes('recordEvent('))
  .flatMap(({ path, text }) => {
    const calls = text.split('recordEvent(').slice(1);
    return calls.map((call) => ({ path, name: /name: '([a-z_.]+)'/.exec(call)?.[1] ?? null }));
  });
const emitted = actionCatalog.flatMap((action) => (action.emits ?? []).map((name) => ({ name, agent: action.agent })));

describe('what the compiler takes playbooks to cause', () => {
  it('every event that is recorded by code has a name that can be read there', () => {
    expect(recorded.filter(({ name }) => name === null)).toEqual([]);
    expect(recorded.length).toBeGreaterThan(0);
  });

  it('an event that an agent records stands in the definition of one of its actions; questions cause the rest', () => {
    const declared = new Set([...emitted.map(({ name }) => name), 'approval.rejected']);
    expect(recorded.filter(({ name }) => name === null || !declared.has(name))).toEqual([]);
    const byJournal = recorded.filter(({ path }) => path.startsWith('activities/journal/'));
    expect(byJournal.map(({ name }) => name)).toEqual(['approval.rejected']);
  });

  it('an action claims no event that nothing records, and each is one that `on` knows', () => {
    const names = new Set(recorded.map(({ name }) => name));
    expect(emitted.filter(({ name }) => !names.has(name))).toEqual([]);
    const known: readonly string[] = ownEvents;
    expect(emitted.filter(({ name }) => !known.includes(name))).toEqual([]);
  });
});
