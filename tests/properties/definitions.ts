import { z } from 'zod';
import { type ActionDefinition, defineAction } from '../../contracts/action.ts';

const read = { agent: 'PropertyAgent', effect: 'read', heartbeat_seconds: null } as const;

/** Two actions are enough for every way a playbook can go: one that gives its number back, one that fails some times first. */
export const propertyDefinitions: readonly ActionDefinition[] = [
  defineAction({
    ...read,
    action: 'echo',
    summary: 'gives its number back',
    params: z.object({ value: z.number() }),
    output: z.number(),
  }),
  defineAction({
    ...read,
    action: 'stumble',
    summary: 'fails the first times, then gives its number back',
    params: z.object({ value: z.number(), code: z.string(), times: z.number() }),
    output: z.number(),
  }),
];
