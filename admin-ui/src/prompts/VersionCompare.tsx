import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { Panel } from '../layout/Panel.tsx';
import { ChoiceField } from '../tables/ChoiceField.tsx';
import { lineDifference } from './line-difference.ts';
import type { PromptVersionView } from './prompt-view.ts';

const marks = {
  same: { sign: ' ', colour: 'inherit' },
  gone: { sign: '−', colour: 'error.main' },
  new: { sign: '+', colour: 'success.main' },
} as const;

/** Two versions of a prompt, line by line. */
export function VersionCompare(props: { versions: readonly PromptVersionView[] }) {
  const { versions } = props;
  const keys = versions.map(({ key }) => ({ id: key, name: key }));
  const [before, setBefore] = useState(keys.at(-2)?.id ?? '');
  const [after, setAfter] = useState(keys.at(-1)?.id ?? '');
  const textOf = (key: string) => {
    const version = versions.find((each) => each.key === key);
    return version === undefined ? '' : `${version.prompt}\n${version.question}`;
  };
  return (
    <Panel title="Compared">
      <Stack direction="row" spacing={1.5} useFlexGap sx={{ flexWrap: 'wrap', mb: 1.5, pt: 0.5 }}>
        <ChoiceField label="Earlier" value={before} choices={keys} onChange={setBefore} />
        <ChoiceField label="Later" value={after} choices={keys} onChange={setAfter} />
      </Stack>
      <Box
        role="region"
        aria-label={`What changed from ${before} to ${after}`}
        tabIndex={0}
        sx={{ maxHeight: 460, overflow: 'auto', fontFamily: 'monospace', fontSize: '0.8rem', whiteSpace: 'pre-wrap' }}
      >
        {lineDifference(textOf(before), textOf(after)).map(({ kind, text, place }) => (
          <Box key={place} sx={{ color: marks[kind].colour, display: 'flex', gap: 1 }}>
            <span aria-hidden>{marks[kind].sign}</span>
            <Box component={kind === 'same' ? 'span' : kind === 'gone' ? 'del' : 'ins'} sx={{ textDecoration: 'none' }}>
              {text}
            </Box>
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
