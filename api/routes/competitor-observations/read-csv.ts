import { parse } from 'csv-parse/sync';
import { CodedError } from '../../../contracts/errors/index.ts';

const texts = ['source', 'industry', 'campaign_id', 'observed_on'];
const lists = ['keywords', 'competitors'];

/**
 * Reads observations from CSV with a head: `source, industry, keywords, campaign_id, observed_on, competitors` and any field of
 * the signals; keywords and competitors are separated by `|`. What the values may be is checked afterwards, as for JSON.
 * Throws REQUEST_INVALID for what is no CSV.
 */
export function readObservationsCsv(csv: string): readonly Record<string, unknown>[] {
  return rowsOf(csv).map((row) => {
    const observation: Record<string, unknown> = {};
    const signals: Record<string, unknown> = {};
    for (const [name, text] of Object.entries(row)) {
      if (text === '') continue;
      if (texts.includes(name)) observation[name] = text;
      else if (lists.includes(name)) {
        const words = text.split('|').flatMap((each) => (each.trim() === '' ? [] : [each.trim()]));
        if (name === 'keywords') observation.keywords = words;
        else signals.competitors = words;
      } else if (name === 'is_stub') signals.is_stub = text === 'true';
      else signals[name] = Number.isNaN(Number(text)) ? text : Number(text);
    }
    return { ...observation, signals };
  });
}

function rowsOf(csv: string): readonly Record<string, string>[] {
  try {
    return parse(csv, { bom: true, columns: true, skip_empty_lines: true, trim: true, max_record_size: 20_000 });
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'It is no CSV.';
    throw new CodedError('REQUEST_INVALID', detail, { errors: [{ pointer: '/body/csv', detail }] });
  }
}
