import { describe, expect, it } from 'vitest';
import { createReadModel } from '../activities/journal/read-model.ts';
import { createReportQueue } from '../activities/journal/report-queue.ts';
import { connectDatabase } from '../db/connect.ts';
import { createReadModelSinks } from './read-model-sinks.ts';

describe('what workflows report', () => {
  it('has a receiver for each kind of news, and none of them is called again during replay', async () => {
    const database = connectDatabase('postgres://nobody@127.0.0.1:1/none');
    const model = createReadModel({ database });
    const queue = createReportQueue({ info: () => undefined, warn: () => undefined });
    const { read_model } = createReadModelSinks(model, queue);
    expect(Object.keys(read_model).sort()).toEqual(Object.keys(model).sort());
    for (const sink of Object.values(read_model)) expect(sink).not.toHaveProperty('callDuringReplay');
    await database.close();
  });
});
