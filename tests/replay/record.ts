import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { expect, it } from 'vitest';
import { temporalAddress } from '../harness/temporal.ts';
import { openTheatre } from '../rehearsal/open-theatre.ts';
import { scenarios } from './scenarios.ts';
import { withoutMachine } from './without-machine.ts';

/**
 * Records the replay corpus anew: `node_modules/.bin/vitest run --config tests/replay/record.config.ts`.
 * Do this only when a change of the interpreter is meant to start new histories differently; histories of executions that
 * are running then must replay too, so keep the old files beside the new ones under another name.
 */
const folder = join(import.meta.dirname, 'histories');

it('records one history for each scenario', { timeout: 300_000 }, async () => {
  const theatre = await openTheatre({ address: temporalAddress() });
  const only = process.env.SCENARIO;
  const chosen = Object.entries(scenarios).filter(([name]) => only === undefined || name === only);
  if (only === undefined) {
    for (const file of readdirSync(folder)) if (file.endsWith('.history.json')) rmSync(join(folder, file));
  }
  try {
    for (const [name, scenario] of chosen) {
      Object.assign(theatre.stage, { live_budget_minor: 10_000, meddling: 0, facts: {} });
      const { handle } = await scenario(theatre);
      const history = withoutMachine(JSON.parse(historyToJSON(await handle.fetchHistory())));
      writeFileSync(join(folder, `${name}.history.json`), `${JSON.stringify(history)}\n`);
    }
  } finally {
    await theatre.close();
  }
  expect(chosen.length).toBeGreaterThan(0);
});
