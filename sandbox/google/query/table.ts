import type { Totals } from '../../market/report.ts';
import type { AudienceSpec } from '../../world/account-spec.ts';
import type { Books } from '../../world/books.ts';
import type { Entity } from '../../world/entity.ts';
import type { Budget } from '../budget.ts';

/** An audience that a campaign or ad group is aimed at, or spares. */
export type Criterion = { readonly owner: Entity; readonly user_list_id: string; readonly negative: boolean };

/** An asset: an uploaded image, or a text. */
export type Asset = { readonly id: string; readonly name: string | null; readonly text: string | null };

/** Hours of the market, added up for one row. */
export type Slice = {
  readonly date: string;
  readonly hour: number;
  readonly totals: Totals;
  /** Averages of the hours; null where there are none. */
  readonly shares: { readonly shown: number; readonly lost_to_budget: number } | null;
};

/** Another advertiser in the same auctions; ratios 0–1. */
export type AuctionRival = {
  readonly domain: string;
  readonly impression_share: number;
  readonly overlap_rate: number;
  readonly position_above_rate: number;
  readonly outranking_share: number;
};

/** All that one row of an answer can be about; columns take what is theirs. */
export type Row = {
  readonly books: Books;
  readonly campaign?: Entity;
  readonly ad_group?: Entity;
  readonly ad?: Entity;
  readonly budget?: Budget;
  readonly criterion?: Criterion;
  readonly user_list?: AudienceSpec;
  readonly asset?: Asset;
  /** A change by the names of its columns. */
  readonly change?: Readonly<Record<string, unknown>>;
  readonly slice?: Slice;
  /** Another advertiser in the auctions of the campaign. */
  readonly rival?: AuctionRival;
};

/** How a column’s values are compared, and written: int64 as text, double and int32 as numbers. */
export type Kind = 'text' | 'int64' | 'int32' | 'double' | 'boolean' | 'enum' | 'date' | 'message';

/** One column; it reads undefined where the row has nothing, and then the field is left out. */
export type Column = {
  readonly kind: Kind;
  /** The values of an enum. */
  readonly values?: readonly string[];
  readonly read: (row: Row) => unknown;
};

/** Columns by their names in queries. */
export type Columns = Readonly<Record<string, Column>>;

/** A resource that one can select from. */
export type Table = {
  readonly columns: Columns;
  readonly rows: (books: Books) => readonly Row[];
  /** The things whose hours make the metrics of a row; null where there are none. */
  readonly measured: 'campaign' | 'ad_group' | 'ad' | 'customer' | null;
};
