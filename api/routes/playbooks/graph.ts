import { z } from 'zod';
import { graphOf, renderSvg } from '../../../playbooks/graph/index.ts';
import { defineOperation, noBody, nothing } from '../../operation/operation.ts';
import { playbookOrRefuse } from './find-or-refuse.ts';
import { playbookPath } from './playbook-schema.ts';

/** The picture of the active version, with a title and the flow in sentences inside it for those who do not see it. */
export const drawPlaybook = defineOperation({
  method: 'get',
  path: '/v2/playbooks/:id/graph',
  id: 'draw_playbook',
  tag: 'playbooks',
  summary: 'What a playbook does, as a picture.',
  access: 'playbooks:read',
  params: playbookPath,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'SVG 1.1.', schema: z.string(), media_type: 'image/svg+xml' } },
  errors: ['PLAYBOOK_NOT_FOUND'],
  async handle({ params, inTenant }) {
    const { plan } = await inTenant((tx) => playbookOrRefuse(tx, params.id));
    return { kind: 'text', status: 200, media_type: 'image/svg+xml', body: renderSvg(graphOf(plan)) };
  },
});
