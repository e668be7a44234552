import pino from 'pino';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { logLines } from '../../contracts/log-lines.ts';

it('a line says when, how grave, of which process and what happened', () => {
  const lines: string[] = [];
  const log = pino({ ...logLines('worker'), level: 'info' }, { write: (line: string) => void lines.push(line) });
  log.info({ event: 'outcome_tracked', recommendation_id: 'r', success: true, cpa_change_pct: -18 }, 'outcome tracked');
  log.debug('too quiet');
  const [line = ''] = lines;
  expect(lines).toHaveLength(1);
  const shape = z.object({ timestamp: z.iso.datetime({ precision: 3 }), level: z.literal('info'), name: z.string() });
  expect(shape.parse(JSON.parse(line))).toMatchObject({ name: 'worker' });
  expect(JSON.parse(line)).toMatchObject({ event: 'outcome_tracked', success: true, cpa_change_pct: -18 });
  expect(line.endsWith('\n')).toBe(true);
});
