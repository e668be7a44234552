import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { ledgerSchema } from '../../contracts/ad-platform.ts';
import type { Tokens } from '../door/tokens.ts';
import { faultsSchema } from '../faults/fault.ts';
import type { Faults } from '../faults/faults.ts';
import { type Script, scriptSchema } from '../llm/script.ts';
import { truthOf } from '../market/truth.ts';
import { newAudiencesSchema } from '../world/account-spec.ts';
import { newCampaignSchema } from '../world/campaign-spec.ts';
import type { World } from '../world/world.ts';

const clockSchema = z.union([
  z.strictObject({ advance_seconds: z.number().nonnegative() }),
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
]);
const resetSchema = z.strictObject({
  now: z.iso.datetime({ offset: true }).optional(),
  seed: z.string().optional(),
});
const editSchema = z.strictObject({
  entity_id: z.string(),
  field: z.string(),
  value: z.union([z.string(), z.number()]),
  actor_name: z.string().default('A person in the ads screens'),
});

/** The sandbox’s own controls under `/_sandbox`; the README lists them. Wrong bodies get 400 with the reason. */
export function createControlRouter(deps: { world: World; faults: Faults; tokens: Tokens; script: Script }): Router {
  const { world, faults, tokens, script } = deps;
  const router = Router();

  function checked<T>(schema: z.ZodType<T>, request: Request, response: Response): T | null {
    const parsed = schema.safeParse(request.body ?? {});
    if (parsed.success) return parsed.data;
    response.status(400).json({ error: z.prettifyError(parsed.error) });
    return null;
  }
  const refuse = (response: Response, status: number, error: string) => response.status(status).json({ error });
  const clock = () => ({
    now: new Date(world.clock.now()).toISOString(),
    offset_seconds: world.clock.offsetMilliseconds() / 1000,
    born_at: new Date(world.birth().born_at).toISOString(),
  });

  router.get('/health', (_request, response) => void response.json({ ok: true }));
  router.get('/ledger', (_request, response) => void response.json(ledgerSchema.parse({ entries: world.ledger() })));
  router.get('/clock', (_request, response) => void response.json(clock()));
  router.post('/clock', (request, response) => {
    const body = checked(clockSchema, request, response);
    if (body === null) return;
    const moved = 'now' in body ? world.clock.moveTo(Date.parse(body.now)) : world.clock.advance(body.advance_seconds);
    if (!moved) return void refuse(response, 400, 'the clock only moves forward');
    world.saveClock();
    response.json(clock());
  });

  const listFaults = () => ({ faults: faults.list().map(({ fault, ...rest }) => ({ ...fault, ...rest })) });
  router.get('/faults', (_request, response) => void response.json(listFaults()));
  router.post('/faults', (request, response) => {
    const body = checked(faultsSchema, request, response);
    if (body === null) return;
    faults.add(body.faults);
    response.status(201).json(listFaults());
  });
  router.delete('/faults', (_request, response) => {
    faults.clear();
    response.json(listFaults());
  });

  router.post('/human_edits', (request, response) => {
    const body = checked(editSchema, request, response);
    if (body === null) return;
    const entity = world.inventory.entity(body.entity_id);
    if (entity === null) return void refuse(response, 404, 'no such entity');
    world.personEdits(entity, body.field, body.value, body.actor_name);
    response.status(201).json({ ok: true });
  });
  router.get('/truth', (request, response) => {
    const entity = world.inventory.entity(String(request.query.campaign_id));
    if (entity?.kind !== 'campaign') return void refuse(response, 404, 'no such campaign');
    response.json(truthOf(world, entity.campaign));
  });
  router.get('/campaigns', (_request, response) => void response.json({ campaigns: world.inventory.campaigns() }));
  router.post('/campaigns', (request, response) => {
    const body = checked(newCampaignSchema, request, response);
    if (body === null) return;
    if (!world.addCampaign(body)) return void refuse(response, 409, 'an id is taken, or the account is unknown');
    response.status(201).json({ campaign_id: body.campaign.campaign_id });
  });

  router.post('/audiences', (request, response) => {
    const body = checked(newAudiencesSchema, request, response);
    if (body === null) return;
    const account = world.inventory.account(body.account_id);
    if (account === null) return void refuse(response, 404, 'no such account');
    world.addAudiences(account, body.audiences);
    response.status(201).json({ audiences: world.audiences(account) });
  });
  router.get('/conversions', (_request, response) => {
    response.json({ conversions: world.conversions.counted() });
  });

  router.get('/llm', (_request, response) => void response.json({ entries: script.list(), calls: script.calls() }));
  router.post('/llm', (request, response) => {
    const body = checked(scriptSchema, request, response);
    if (body === null) return;
    script.set(body);
    response.status(201).json({ entries: script.list() });
  });
  router.delete('/llm', (_request, response) => {
    script.clear();
    response.json({ entries: script.list() });
  });

  router.post('/reset', (request, response) => {
    const body = checked(resetSchema, request, response);
    if (body === null) return;
    const seed = body.seed === undefined ? {} : { seed: body.seed };
    world.reset({ ...seed, ...(body.now === undefined ? {} : { now: Date.parse(body.now) }) });
    faults.clear();
    tokens.clear();
    script.clear();
    response.json(clock());
  });
  return router;
}
