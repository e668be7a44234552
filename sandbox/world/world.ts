import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { ledgerEntrySchema } from '../../contracts/ad-platform.ts';
import { type Clock, createClock } from '../clock/clock.ts';
import { type Birth, openBirth } from '../ledger/birth.ts';
import { type JournalEntry, journalEntrySchema, wireValueOf } from '../ledger/journal.ts';
import { openJsonLines } from '../ledger/json-lines.ts';
import { createMarkets, type Markets } from '../market/markets.ts';
import type { NewCampaign } from './campaign-spec.ts';
import type { Entity, EntityKind, WireValue } from './entity.ts';
import { createInventory, type Inventory } from './inventory.ts';
import { createTimeline, type Timeline } from './timeline.ts';

type LedgerEntry = z.infer<typeof ledgerEntrySchema>;
/** Things that can be changed over the API. */
export type WritableEntity = Entity & { readonly kind: Exclude<EntityKind, 'creative'> };

/** The whole state of the sandbox: what exists, what happened, what time it is and what the market does. */
export type World = {
  readonly clock: Clock;
  readonly inventory: Inventory;
  readonly timeline: Timeline;
  readonly markets: () => Markets;
  readonly birth: () => Birth;
  readonly ledger: () => readonly LedgerEntry[];
  /** The value of a field at an instant (now when left out). */
  readonly value: (entity: Entity, field: string, at?: number) => WireValue;
  /** Applies an API mutation; when this returns, it is on the disk. */
  readonly mutate: (entity: WritableEntity, values: Readonly<Record<string, WireValue>>, request_id: string) => void;
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
  const ledger = openJsonLines(join(options.directory, 'ledger.jsonl'), ledgerEntrySchema);
  const journal = openJsonLines(join(options.directory, 'journal.jsonl'), journalEntrySchema);
  let birth = births.load();
  const clock = createClock(options.realNow, birth.offset_milliseconds);
  const timeline = createTimeline();
  const inventory = createInventory();
  const newMarkets = () => createMarkets({ timeline, seed: birth.seed, bornAt: birth.born_at });
  let markets = newMarkets();

  const value = (entity: Entity, field: string, at = clock.now()) => {
    const last = timeline.last(entity.id, field, at);
    return last === null ? (entity.initial[field] ?? null) : last.after;
  };

  function replayLedger(entry: LedgerEntry): void {
    timeline.add({
      at: Date.parse(entry.at),
      entity_id: entry.entity_id,
      field: entry.field,
      before: wireValueOf(entry.before),
      after: wireValueOf(entry.after),
      by: 'api',
      actor_name: 'MBI system user',
    });
  }

  function replayJournal(entry: JournalEntry): void {
    if (entry.kind === 'campaign') inventory.add(entry.added);
    else timeline.add({ ...entry, at: Date.parse(entry.at), by: 'person' });
  }

  function replay(): void {
    const lines = journal.entries();
    const journalAfter = (seq: number) => lines.filter((line) => line.after_seq === seq).forEach(replayJournal);
    journalAfter(0);
    for (const entry of ledger.entries()) {
      replayLedger(entry);
      journalAfter(entry.seq);
    }
  }

  function record(entry: JournalEntry): void {
    journal.append([entry]);
    replayJournal(entry);
  }
  const stamp = () => ({ at: new Date(clock.now()).toISOString(), after_seq: ledger.entries().length });

  replay();
  return {
    clock,
    inventory,
    timeline,
    markets: () => markets,
    birth: () => birth,
    ledger: ledger.entries,
    value,
    mutate: (entity, values, request_id) => {
      const entries = Object.entries(values).map(
        ([field, after], index): LedgerEntry => ({
          seq: ledger.entries().length + 1 + index,
          at: stamp().at,
          platform: 'meta_ads',
          account_id: entity.account.external_id,
          entity_type: entity.kind,
          entity_id: entity.id,
          field,
          before: value(entity, field),
          after,
          request_id,
        }),
      );
      ledger.append(entries);
      entries.forEach(replayLedger);
    },
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
      ledger.clear();
      journal.clear();
      timeline.clear();
      inventory.reset();
      birth = births.save(begin(start.seed ?? birth.seed, start.now ?? options.startAt));
      clock.setOffset(birth.offset_milliseconds);
      markets = newMarkets();
    },
    close: () => {
      ledger.close();
      journal.close();
    },
  };
}
