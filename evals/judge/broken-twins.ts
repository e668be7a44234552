import type { Recommendation } from '../../contracts/recommendation.ts';
import type { criteria } from './judge-recommendation.ts';

/** One of the four things that a judge scores. */
export type Criterion = (typeof criteria)[number];

/** Breaks a sound recommendation in one known way: the label that a judge, or a critic, is held against. */
export const brokenTwins: Readonly<Record<Criterion, (sound: Recommendation) => Recommendation>> = {
  logical_consistency: (sound) => ({
    ...sound,
    reasoning: `Nothing at all has changed in this campaign. ${sound.reasoning} Therefore the opposite of what the analysis says is true.`,
    specific_action: 'Do the reverse of what the analysis calls for.',
  }),
  evidence_support: (sound) => ({
    ...sound,
    evidence: [],
    signal_analysis: 'It is simply felt.',
    reasoning: 'Everybody knows that this is so; CPA certainly rose by 412 % on Mars.',
  }),
  alternative_consideration: (sound) => ({ ...sound, alternative_actions: [] }),
  clarity: (sound) => ({
    ...sound,
    reasoning: sound.reasoning.split(' ').toReversed().join(' '),
    signal_analysis: sound.signal_analysis.split(' ').toReversed().join(' '),
    expected_impact: sound.expected_impact.split(' ').toReversed().join(' '),
  }),
};
