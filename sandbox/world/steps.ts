import { wireValueOf } from '../ledger/journal.ts';
import type { LedgerLine } from '../ledger/ledger-line.ts';
import type { AccountSpec } from './account-spec.ts';
import type { CreatedEntity } from './created-entity.ts';
import type { Entity, WireValue } from './entity.ts';
import type { TimelineChange } from './timeline.ts';

/** One step of an API mutation: values of a thing that is there, or a new thing. */
export type Step =
  | { readonly do: 'set'; readonly entity: Entity; readonly values: Readonly<Record<string, WireValue>> }
  | { readonly do: 'create'; readonly account: AccountSpec; readonly created: CreatedEntity };

/** Under which field a creation stands in the ledger; its `after` is the name of what was made. */
const creationFields = {
  campaign: 'creation',
  ad_set: 'creation',
  ad: 'creation',
  creative: 'creative_content',
} as const;

/** The ledger’s lines for some steps, numbered from `first`: one for each value, one for each new thing. */
export function linesOf(
  steps: readonly Step[],
  moment: {
    readonly first: number;
    readonly at: string;
    readonly request_id: string;
    readonly value: (entity: Entity, field: string) => WireValue;
  },
): readonly LedgerLine[] {
  const { first, at, request_id, value } = moment;
  const lines = steps.flatMap((step): readonly Omit<LedgerLine, 'seq'>[] => {
    if (step.do === 'create') {
      const { account, created } = step;
      const { platform, external_id: account_id } = account;
      const { kind: entity_type, id: entity_id } = created;
      const after = created.initial.name ?? null;
      const field = creationFields[created.kind];
      return [{ at, platform, account_id, entity_type, entity_id, field, before: null, after, request_id, created }];
    }
    const { entity, values } = step;
    const { platform, external_id: account_id } = entity.account;
    return Object.entries(values).map(([field, after]) => ({
      at,
      platform,
      account_id,
      entity_type: entity.kind,
      entity_id: entity.id,
      field,
      before: value(entity, field),
      after,
      request_id,
    }));
  });
  return lines.map((line, index) => ({ seq: first + index, ...line }));
}

/** What a line of the ledger means for the history of its thing. */
export function changeOfLine(line: LedgerLine): TimelineChange {
  return {
    at: Date.parse(line.at),
    entity_id: line.entity_id,
    field: line.field,
    before: wireValueOf(line.before),
    after: wireValueOf(line.after),
    by: 'api',
    actor_name: 'MBI system user',
    request_id: line.request_id,
  };
}
