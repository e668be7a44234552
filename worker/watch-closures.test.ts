import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReadModel } from '../activities/journal/read-model.ts';
import { createTestDatabase, type TestDatabase } from '../tests/harness/database.ts';
import { temporalAddress } from '../tests/harness/temporal.ts';
import { sweepClosures, watchClosures } from './project-closures.ts';

let database: TestDatabase;
let connection: Connection;
const warnings: string[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  connection = await Connection.connect({ address: temporalAddress() });
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

const parts = (task_queue: string) => ({
  ...{ client: new Client({ connection }), database: database.app, task_queue },
  readModel: createReadModel({ database: database.app }),
  log: { info: () => undefined, warn: (_fields: object, message: string) => void warnings.push(message) },
});

describe('looking for executions that ended unseen', () => {
  it('mends nothing where nothing closed', async () => {
    expect(await sweepClosures(parts(`quiet-${randomUUID()}`), new Date(0))).toBe(0);
  });

  it('goes on after a look that failed, and stops when asked, without waiting for the next one', async () => {
    warnings.length = 0;
    // A quote ends the name in the question, which the server then does not understand.
    const watch = watchClosures(parts('" AND nonsense'), 0.001);
    while (warnings.length < 3) await new Promise((resolve) => setImmediate(resolve));
    await watch.stop();
    expect(new Set(warnings)).toEqual(new Set(['Closed workflows could not be looked through']));
    const patient = watchClosures(parts(`quiet-${randomUUID()}`), 3_600);
    await patient.stop();
  });
});
