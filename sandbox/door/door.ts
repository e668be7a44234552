import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import express, { type Request, type Response, Router } from 'express';
import { disfigure } from '../faults/disfigure.ts';
import type { FaultTarget } from '../faults/faults.ts';
import type { AccountSpec } from '../world/account-spec.ts';
import { openBooks } from '../world/books.ts';
import { badBody, type Call, readCall } from './call.ts';
import type { DoorDeps, Personality } from './personality.ts';
import { type Reply, refusal, replyOf } from './reply.ts';

function safely(work: () => Reply): Reply {
  try {
    return work();
  } catch (error) {
    const reply = replyOf(error);
    if (reply === null) throw error;
    return reply;
  }
}

const wasApplied = (reply: Reply) => reply.applied ?? reply.status < 300;

/**
 * The HTTP door of one platform: who calls, faults before and after applying, and the answer. A call that is slow is still
 * carried out when its caller has hung up, as on the real platforms. What is not of this platform goes on to the next door.
 */
export function createDoor(deps: DoorDeps, personality: Personality): Router {
  const { world, faults, tokens } = deps;

  /** A person edits after a read or before a write; the fault itself knows which of the two it waits for. */
  function personEdit(target: FaultTarget): void {
    const fault = faults.strike('human_edit', target);
    const entity = fault === null ? null : world.inventory.entity(fault.match.entity_id);
    if (fault !== null && entity !== null) world.personEdits(entity, fault.field, fault.value, fault.actor_name);
  }

  function authenticate(call: Call, target: FaultTarget): AccountSpec {
    const token = personality.tokenOf(call);
    const account = token === null ? null : tokens.open(token, personality);
    if (account === 'expired') throw refusal(personality.expiredToken(call, null));
    if (account === null || token === null) throw refusal(personality.wrongToken(call, token));
    const expired = faults.strike('expired_token', target);
    if (expired === null) return account;
    if (expired.until_renewed) tokens.expire(token);
    throw refusal(personality.expiredToken(call, expired));
  }

  function answer(call: Call, target: FaultTarget, account: AccountSpec): Reply {
    const throttle = faults.strike('throttle', target);
    if (throttle !== null) return personality.throttled(call, throttle);
    if (target.access === 'write') personEdit(target);
    const lag = faults.strike('read_after_write_lag', target)?.seconds ?? 0;
    const reply = personality.answer(call, {
      world,
      tokens,
      account,
      books: openBooks(world, account, world.clock.now() - lag * 1000),
      openNow: () => openBooks(world, account, world.clock.now()),
      itemFails: (item) => faults.strike('partial_failure', { ...target, ...item }) !== null,
    });
    if (target.access === 'read') personEdit(target);
    return reply;
  }

  function carryOut(call: Call, target: FaultTarget): Reply {
    let account: AccountSpec | null = null;
    const reply = safely(() => {
      if (call.body === badBody) return personality.badBody(call);
      const open = personality.withoutToken?.(call, deps) ?? null;
      if (open !== null) return open;
      const found = authenticate(call, target);
      account = found;
      return answer(call, target, found);
    });
    return personality.finish?.(reply, call, account) ?? reply;
  }

  function send(response: Response, reply: Reply, target: FaultTarget): void {
    response.status(reply.status).set({ 'Cache-Control': 'no-store', ...reply.headers });
    const malformed = faults.strike('malformed', target);
    if (malformed !== null) {
      const spoiled = disfigure(reply.body ?? {}, malformed.shape);
      response.type(spoiled.type).send(spoiled.text);
    } else if (reply.body === undefined) response.end();
    else if (typeof reply.body === 'string') response.send(reply.body);
    else response.json(reply.body);
  }

  async function serve(request: Request, response: Response): Promise<void> {
    const id = request.get('x-request-id') ?? `A${randomBytes(12).toString('base64url')}`;
    const call = readCall(request, id);
    const about = personality.targetOf(call.body === badBody ? { ...call, body: null } : call, world);
    const target: FaultTarget = { method: call.method, path: call.path, ...about };
    const failed = () => {
      const reply = personality.serverError(call);
      return personality.finish?.(reply, call, null) ?? reply;
    };
    if (faults.strike('black_hole', target) !== null) return;
    const slow = faults.strike('slow', target);
    if (slow?.phase === 'before') await wait(slow.milliseconds);
    const refusedBefore = faults.strike('error_500_before', target) !== null;
    const reply = refusedBefore ? failed() : carryOut(call, target);
    if (slow?.phase === 'after') await wait(slow.milliseconds);
    const applied = !refusedBefore && wasApplied(reply);
    if (applied && faults.strike('apply_then_drop', target) !== null) {
      request.socket.destroy();
      return;
    }
    const lost = applied && faults.strike('apply_then_500', target) !== null;
    send(response, lost ? failed() : reply, target);
  }

  const router = Router();
  const takeBytes = express.raw({ type: () => true, limit: '20mb' });
  router.use((request, response, next) => {
    if (!personality.owns(request.path)) return void next();
    takeBytes(request, response, (error?: unknown) => {
      if (error !== undefined) return void next(error);
      serve(request, response).catch(next);
    });
  });
  return router;
}
