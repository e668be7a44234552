import type { ChangeStanding } from '../../../contracts/change-state.ts';
import { ToneChip } from '../layout/ToneChip.tsx';
import { toneOf } from './describe-record.ts';

/** How a change stands, in the one word that every screen uses for it. */
export function StandingChip(props: { standing: Pick<ChangeStanding, 'word' | 'meaning'> }) {
  return <ToneChip tone={toneOf(props.standing)}>{props.standing.word}</ToneChip>;
}
