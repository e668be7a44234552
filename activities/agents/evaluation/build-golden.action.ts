import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';

/** Makes candidates for golden cases of what people have decided and what came of it. */
export const buildGoldenAction = defineAction({
  agent: 'EvaluationAgent',
  action: 'build_golden_examples',
  effect: 'propose',
  summary: 'Turns decided and measured recommendations of a range of dates into candidates for golden cases.',
  params: z.object({
    from: z.iso.datetime({ offset: true }).describe('decided at or after'),
    until: z.iso.datetime({ offset: true }).describe('decided before'),
  }),
  output: z.object({
    added: z.array(z.string()).describe('ids of the new candidates; what was added before is not added again'),
    unusable: z.int().describe('decisions without a workflow or a context that can be read'),
  }),
});
