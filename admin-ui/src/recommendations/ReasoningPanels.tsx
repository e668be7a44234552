import { useState } from 'react';
import { useReadable } from '../words/ReadableContext.ts';
import { AlternativesPanel } from './AlternativesPanel.tsx';
import { CausePanel } from './CausePanel.tsx';
import { ChecksPanel } from './ChecksPanel.tsx';
import { ChooseInsteadDialog } from './ChooseInsteadDialog.tsx';
import { EvidencePanel } from './EvidencePanel.tsx';
import { ImpactPanel } from './ImpactPanel.tsx';
import { RiskPanel } from './RiskPanel.tsx';
import { detailsOf } from './recommendation-details.ts';
import type { SourceView } from './recommendation-row.ts';
import type { RecommendationView } from './recommendation-view.ts';
import { SourcesPanel } from './SourcesPanel.tsx';
import { spoken } from './spoken.ts';
import { WhatIfPanel } from './WhatIfPanel.tsx';
import { amountOf } from './what-if-words.ts';

/**
 * The argument of a recommendation, in the order in which people decide: effect and how sure it is, evidence, cause,
 * alternatives, risk with the way back and the cost of waiting, what was objected, what it rests on.
 */
export function ReasoningPanels(props: {
  recommendation: RecommendationView;
  currency: string;
  /** Given when the recommendation is stored, so that another amount can be tried on it. */
  recommendation_id?: string | null;
  sources?: readonly SourceView[] | undefined;
  /** Given when this person may choose another workflow now. */
  choice?: { readonly recommendation_id: string; readonly campaign_id: string } | null;
}) {
  const { currency, sources = [], choice = null, recommendation_id = null } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const recommendation = spoken(detailsOf(props.recommendation), useReadable());
  // Where the steps could not be valued, another amount cannot either.
  const amount = recommendation.step_values === null ? null : amountOf(recommendation.action);
  const onChoose = choice === null ? null : setChosen;
  return (
    <>
      <ImpactPanel {...{ recommendation, onChoose }} />
      {amount === null || recommendation_id === null ? null : (
        <WhatIfPanel {...{ recommendation_id, amount_minor: amount }} />
      )}
      <EvidencePanel {...{ recommendation, currency }} />
      <CausePanel recommendation={recommendation} />
      <AlternativesPanel
        alternatives={recommendation.alternative_actions}
        recommended={recommendation.recommended_workflow}
        onChoose={onChoose}
      />
      <RiskPanel recommendation={recommendation} />
      <ChecksPanel recommendation={recommendation} />
      <SourcesPanel {...{ recommendation, sources }} />
      {choice === null || chosen === null ? null : (
        <ChooseInsteadDialog {...choice} workflow={chosen} onClose={() => setChosen(null)} />
      )}
    </>
  );
}
