import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll } from 'vitest';
import { temporalAddress } from '../harness/temporal.ts';
import { openTriggerStage, type TriggerStage } from '../harness/trigger-stage.ts';
import { eventCases } from './event-cases.ts';
import { scheduleCases } from './schedule-cases.ts';
import { whyCases } from './why-cases.ts';

// One API, one worker and one database for all of them: opening these costs more than most cases.
let stage: TriggerStage;
let connection: Connection;
let client: Client;
beforeAll(async () => {
  stage = await openTriggerStage();
  connection = await Connection.connect({ address: temporalAddress() });
  client = new Client({ connection });
});
afterAll(async () => {
  await stage.stop();
  await connection.close();
});

const given = () => ({ stage, client });
eventCases(given);
scheduleCases(given);
whyCases(given);
