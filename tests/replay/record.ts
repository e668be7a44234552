import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { expect, it } from 'vitest';
import { temporalAddress } from '../harness/temporal.ts';
import { openTheatre } from '../rehearsal/open-theatre.ts';
import { familyScenarios } from './family-scenarios.ts';
import type { Scenario } from './plays.ts';
import { randomHandlers, randomScenarios } from './random-scenarios.ts';
import { scenarios } from './scenarios.ts';
import { withoutMachine } from './without-machine.ts';

/**
 * Records a history for each scenario that has none: `node_modules/.bin/vitest run --config tests/replay/record.config.ts`.
 * What is recorded stays: it is how executions of that time go on under the code of today. When the interpreter is meant
 * to start new histories differently, give the scenario another name, or record some anew with SCENARIO=<name>,<name>.
 */
/** Those that touch nothing which others see can be played side by side. */
const mayShare = (name: string) => Object.hasOwn(familyScenarios, name) || Object.hasOwn(randomScenarios, name);
const folder = join(import.meta.dirname, 'histories');

it('records one history for each scenario', { timeout: 900_000 }, async () => {
  const theatre = await openTheatre({ address: temporalAddress(), handlers: randomHandlers });
  const only = process.env.SCENARIO?.split(',');
  const kept = new Set(readdirSync(folder).map((file) => file.replace('.history.json', '')));
  const chosen = Object.entries(scenarios).filter(([name]) =>
    only === undefined ? !kept.has(name) : only.includes(name),
  );
  try {
    const record = async (name: string, scenario: Scenario) => {
      const { handle, history } = await scenario(theatre);
      const kept = withoutMachine(history ?? JSON.parse(historyToJSON(await handle.fetchHistory())));
      writeFileSync(join(folder, `${name}.history.json`), `${JSON.stringify(kept)}\n`);
      const { status } = await handle.describe();
      if (status.name === 'RUNNING') await handle.terminate();
    };
    const alone = chosen.filter(([name]) => !mayShare(name));
    const together = chosen.filter(([name]) => mayShare(name));
    for (const [name, scenario] of alone) {
      Object.assign(theatre.stage, { live_budget_minor: 10_000, meddling: 0, facts: {} });
      await record(name, scenario);
    }
    while (together.length > 0) {
      await Promise.all(together.splice(0, 6).map(([name, scenario]) => record(name, scenario)));
    }
  } finally {
    await theatre.close();
  }
  const expected = only ?? Object.keys(scenarios);
  expect(expected.filter((name) => !existsSync(join(folder, `${name}.history.json`)))).toEqual([]);
});
