import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { ledgerEntrySchema } from '../../contracts/ad-platform.ts';
import { type Clock, createClock } from '../clock/clock.ts';
import { type Birth, openBirth } from '../ledger/birth.ts';
import { type JournalEntry, journalEntrySchema, type ShelfItem } from '../ledger/journal.ts';
import { openJsonLines } from '../ledger/json-lines.ts';
import { type LedgerLine, ledgerLineSchema } from '../ledger/ledger-line.ts';
import { createMarkets, type Markets } from '../market/markets.ts';
import type { AccountSpec, AudienceSpec } from './account-spec.ts';
import type { NewCampaign } from './campaign-spec.ts';
import { type ConversionBook, createConversionBook, receivedConversionSchema } from './conversion-book.ts';
import type { Entity, WireValue } from './entity.ts';
import { createInventory, type Inventory } from './inventory.ts';
import { createShelf, type Shelf } from './shelf.ts';
import { changeOfLine, linesOf, type Step } from './steps.ts';
import { createTimeline, type Timeline } from './timeline.ts';

type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

/** The whole state of the sandbox: what exists, what happened, what time it is and what the market does. */
export type World = {
  readonly clock: Clock;
  readonly inventory: Inventory;
  readonly timeline: Timeline;
  readonly shelf: Shelf;
  readonly conversions: ConversionBook;
  readonly markets: () => Markets;
  readonly birth: () => Birth;
  readonly ledger: () => readonly LedgerEntry[];
  /** The value of a field at an instant (now when left out). */
  readonly value: (entity: Entity, field: string, at?: number) => WireValue;
  /** Applies API mutations together, all or none; when this returns, they are on the disk. Names and units of the books. */
  readonly commit: (steps: readonly Step[], request_id: string) => void;
  /** Sets values of one thing over the API. */
  readonly mutate: (entity: Entity, values: Readonly<Record<string, WireValue>>, request_id: string) => void;
  /** A free id of digits for something new; ask again for another one. */
  readonly newId: () => string;
  readonly audiences: (account: AccountSpec) => readonly AudienceSpec[];
  readonly addAudiences: (account: AccountSpec, audiences: readonly AudienceSpec[]) => void;
  /** A person changes a value in the platform’s own screens: in the change history, not in the ledger. */
  readonly personEdits: (entity: Entity, field: string, after: WireValue, actor_name: string) => void;
  readonly addCampaign: (added: NewCampaign) => boolean;
  readonly saveClock: () => void;
  readonly reset: (start: { readonly now?: number; readonly seed?: string }) => void;
  readonly close: () => void;
};

/** Opens the world that lives in a directory, or begins a new one there. */
export function openWorld(options: {
  readonly directory: string;
  readonly realNow: () => number;
  readonly seed: string;
  /** Virtual time of a new world; real time when null. */
  readonly startAt: number | null;
}): World {
  mkdirSync(options.directory, { recursive: true });
  const begin = (seed: string, startAt: number | null): Birth => {
    const born_at = startAt ?? options.realNow();
    return { seed, born_at, offset_milliseconds: born_at - options.realNow() };
  };
  const births = openBirth(options.directory, () => begin(options.seed, options.startAt));
  const ledger = openJsonLines(join(options.directory, 'ledger.jsonl'), ledgerLineSchema);
  const journal = openJsonLines(join(options.directory, 'journal.jsonl'), journalEntrySchema);
  const received = openJsonLines(join(options.directory, 'conversions.jsonl'), receivedConversionSchema);
  let birth = births.load();
  const clock = createClock(options.realNow, birth.offset_milliseconds);
  const timeline = createTimeline();
  const inventory = createInventory();
  const audiences = new Map<string, readonly AudienceSpec[]>();
  const newMarkets = () => createMarkets({ timeline, seed: birth.seed, bornAt: birth.born_at });
  let markets = newMarkets();
  let idsGiven = 0;
  const stamp = () => ({ at: new Date(clock.now()).toISOString(), after_seq: ledger.entries().length });
  const record = (entry: JournalEntry) => {
    journal.append([entry]);
    replayJournal(entry);
  };
  const { shelf, place, clear } = createShelf((item: ShelfItem) => record({ kind: 'shelf', ...stamp(), item }));

  const value = (entity: Entity, field: string, at = clock.now()) => {
    const last = timeline.last(entity.id, field, at);
    return last === null ? (entity.initial[field] ?? null) : last.after;
  };

  function replayLedger(line: LedgerLine): void {
    if (line.created !== undefined) inventory.addCreated(line.created, Date.parse(line.at));
    timeline.add(changeOfLine(line));
  }

  function replayJournal(entry: JournalEntry): void {
    if (entry.kind === 'campaign') inventory.add(entry.added);
    else if (entry.kind === 'shelf') place(entry.item);
    else if (entry.kind === 'person_edit') timeline.add({ ...entry, at: Date.parse(entry.at), by: 'person' });
    else {
      const { account_id } = entry.added;
      audiences.set(account_id, [...(audiences.get(account_id) ?? []), ...entry.added.audiences]);
    }
  }

  function replay(): void {
    const lines = Map.groupBy(journal.entries(), (line) => line.after_seq);
    for (const entry of lines.get(0) ?? []) replayJournal(entry);
    for (const line of ledger.entries()) {
      replayLedger(line);
      for (const entry of lines.get(line.seq) ?? []) replayJournal(entry);
    }
  }

  function commit(steps: readonly Step[], request_id: string): void {
    const first = ledger.entries().length + 1;
    const lines = linesOf(steps, { first, at: stamp().at, request_id, value });
    ledger.append(lines);
    lines.forEach(replayLedger);
  }

  replay();
  return {
    clock,
    inventory,
    timeline,
    shelf,
    conversions: createConversionBook(received),
    markets: () => markets,
    birth: () => birth,
    ledger: ledger.entries,
    value,
    commit,
    mutate: (entity, values, request_id) => commit([{ do: 'set', entity, values }], request_id),
    newId: () => {
      // Whatever used an earlier id has made a file longer, so that no id comes again, in the next life neither.
      const written = ledger.entries().length + journal.entries().length;
      idsGiven += 1;
      return String(880_000_000_000 + written * 1000 + (idsGiven % 1000));
    },
    audiences: (account) => audiences.get(account.external_id) ?? [],
    addAudiences: (account, added) =>
      record({ kind: 'audiences', ...stamp(), added: { account_id: account.external_id, audiences: [...added] } }),
    personEdits: (entity, field, after, actor_name) =>
      record({
        kind: 'person_edit',
        ...stamp(),
        entity_id: entity.id,
        field,
        before: value(entity, field),
        after,
        actor_name,
      }),
    addCampaign: (added) => {
      if (!inventory.canAdd(added)) return false;
      record({ kind: 'campaign', ...stamp(), added });
      return true;
    },
    saveClock: () => {
      birth = births.save({ ...birth, offset_milliseconds: clock.offsetMilliseconds() });
    },
    reset: (start) => {
      for (const file of [ledger, journal, received]) file.clear();
      clear();
      audiences.clear();
      timeline.clear();
      inventory.reset();
      birth = births.save(begin(start.seed ?? birth.seed, start.now ?? options.startAt));
      clock.setOffset(birth.offset_milliseconds);
      markets = newMarkets();
    },
    close: () => {
      for (const file of [ledger, journal, received]) file.close();
    },
  };
}
