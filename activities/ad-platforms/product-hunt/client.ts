import type { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { createBreaker } from '../wire/breaker.ts';
import type { Exchange } from '../wire/exchange.ts';
import { fitAnswer } from '../wire/fit-answer.ts';
import { failureOf, vendor } from './failures.ts';
import { createQuota } from './quota.ts';
import { answerWire, type Page } from './schemas.ts';

type Variables = Readonly<Record<string, string | number | null>>;

/** What the client needs of the world. */
export type ProductHuntClientOptions = {
  readonly base_url: string;
  readonly access_token: string;
  readonly exchange: Exchange;
  readonly now: () => Date;
  readonly page_size?: number | undefined;
  /** How long to leave a platform alone that fails again and again. */
  readonly outage_pause_seconds?: number | undefined;
};

/** GraphQL over HTTP; throws only CodedError. */
export type ProductHuntClient = {
  /** Asks once and reads `data` by the schema. */
  ask<T>(document: string, variables: Variables, schema: z.ZodType<T>): Promise<T>;
  /**
   * Reads a list by cursor (`$first`, `$after`), page by page, so that the reader may stop where it has found enough. `schema`
   * reads the page out of `data`.
   */
  pages<Node>(document: string, variables: Variables, schema: z.ZodType<Page<Node>>): AsyncGenerator<readonly Node[]>;
};

/** No list gives more at once, whatever is asked for. */
const mostPerPage = 20;
const mostPages = 1_000;
/** For messages: `query Launch(…)` is the question Launch. */
const questionOf = (document: string) => /^query (\w+)/.exec(document)?.[1] ?? 'query';

/**
 * A small GraphQL client. Values go as variables, never into the text of a question; the token goes in the Authorization
 * header, never in an address. Every question is a read: this API has no call that could change a launch.
 */
export function createProductHuntClient(options: ProductHuntClientOptions): ProductHuntClient {
  const url = `${options.base_url.replace(/\/+$/, '')}/v2/api/graphql`;
  const guarded = createBreaker(vendor, options.outage_pause_seconds ?? 10);
  const quota = createQuota(vendor, options.now);
  const first = Math.min(options.page_size ?? mostPerPage, mostPerPage);

  async function ask<T>(document: string, variables: Variables, schema: z.ZodType<T>): Promise<T> {
    const answer = await guarded(async () => {
      quota.check();
      const found = await options.exchange('read', url, {
        method: 'POST',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          authorization: `Bearer ${options.access_token}`,
        },
        body: JSON.stringify({ query: document, variables }),
      });
      quota.learn(found.headers);
      const failure = failureOf(found, options.now());
      if (failure !== null) throw failure;
      return found;
    });
    const { data } = fitAnswer(answerWire, answer.body, vendor, questionOf(document));
    return fitAnswer(schema, data, vendor, questionOf(document));
  }

  async function* pages<Node>(document: string, variables: Variables, schema: z.ZodType<Page<Node>>) {
    let after: string | null = null;
    for (let turn = 0; turn < mostPages; turn += 1) {
      const page: Page<Node> = await ask(document, { ...variables, first, after }, schema);
      yield page.nodes;
      if (!page.more) return;
      // A list that leads nowhere, or back to where it was, has no end.
      if (page.cursor === null || page.cursor === after) break;
      after = page.cursor;
    }
    throw new CodedError('PLATFORM_ANSWER_INVALID', `${vendor}’s list ${questionOf(document)} has no end.`, {});
  }

  return { ask, pages };
}
