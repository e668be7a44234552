import type { Call } from '../door/call.ts';
import type { Target } from '../door/personality.ts';
import { uploadFields } from './images.ts';
import { isRead, ROOT } from './routes.ts';

/** Under which names of the books a field of the wire stands; a budget may be either of the two. */
const bookNames: ReadonlyMap<string, readonly string[]> = new Map([
  ['budget', ['daily_budget', 'lifetime_budget']],
  ['bid_price', ['bid_amount']],
  ['conversion_bid_price', ['bid_amount']],
  ['operation_status', ['status']],
  ['image_ids', ['creative']],
  ['schedule_start_time', ['starts_at']],
  ['schedule_end_time', ['ends_at']],
  ['schedule_type', ['starts_at', 'ends_at']],
  ['audience_ids', ['included_audiences']],
  ['excluded_audience_ids', ['excluded_audiences']],
]);

/** The names of ids from the narrowest to the widest: the thing that a call is about is the narrowest that it names. */
const idNames = [
  ['ad_id', 'ad_ids'],
  ['adgroup_id', 'adgroup_ids', 'object_ids'],
  ['campaign_id', 'campaign_ids'],
] as const;

/** Every value under these names, however deep, read through JSON inside texts. */
function valuesUnder(names: readonly string[], value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => valuesUnder(names, each));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]): readonly string[] => {
    if (names.includes(name)) return [each].flat().map(String);
    return valuesUnder(names, each);
  });
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string' || !/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Ids inside the filters of a report: `filter_value` is a JSON list inside the JSON. */
function filteredIds(filtering: unknown): readonly string[] {
  if (!Array.isArray(filtering)) return [];
  return valuesUnder(['filter_value'], filtering).flatMap((text) => [parsed(text)].flat().map(String));
}

function fieldNames(body: unknown): readonly string[] {
  if (Array.isArray(body)) return body.flatMap(fieldNames);
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) => [...(bookNames.get(name) ?? []), name, ...fieldNames(value)]);
}

function idsOf(values: unknown): readonly string[] {
  for (const names of idNames) {
    const found = valuesUnder(names, values);
    if (found.length > 0) return found;
  }
  return [];
}

/** What a call is about under the names of the books, for faults; told of malformed calls too. */
export function targetOf(call: Call): Target {
  const access = isRead(call) ? 'read' : 'write';
  const path = call.path.slice(ROOT.length);
  if (call.method === 'GET') {
    const query = Object.fromEntries(Object.entries(call.query).map(([name, value]) => [name, parsed(value)]));
    return { access, entity_ids: [...idsOf(query), ...filteredIds(query.filtering)], fields: [] };
  }
  if (path === 'event/track/') {
    return { access, entity_ids: valuesUnder(['event_source_id'], call.body), fields: ['conversion'] };
  }
  if (path === 'dmp/custom_audience/file/upload/') return { access, entity_ids: [], fields: ['audience_file'] };
  if (path === 'file/image/ad/upload/') {
    try {
      return {
        access,
        entity_ids: valuesUnder(['advertiser_id'], uploadFields(call).texts),
        fields: ['creative_content'],
      };
    } catch {
      return { access, entity_ids: [], fields: ['creative_content'] };
    }
  }
  return { access, entity_ids: idsOf(call.body), fields: [...new Set(fieldNames(call.body))] };
}
